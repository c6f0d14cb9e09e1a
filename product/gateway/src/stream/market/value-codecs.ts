import type {
  BarSpecText,
  BookDepth,
  BookUpdate,
  IndexPrice,
  Instrument,
  MarkPrice,
  Quote,
  Trade,
} from 'argosy/domain';

import { newestBarsShape } from '../../shape/bar.ts';
import { depthShape, levelShape, markShape, quoteShape, tickShape } from '../../shape/quote.ts';
import type { ValueCodec } from '../engine/latest-channel.ts';
import { barsRecord, depthRecord, markRecord, quoteRecord, tradeRecord } from './binary-records.ts';
import type { NewestBars } from './newest-bars.ts';

const nothing: BookDepth = { bids: [], asks: [] };

/** How quotes of an instrument are written: in JSON as the API does. */
export function quoteCodec(instrument: Instrument): ValueCodec<Quote> {
  return {
    json: (quote) => JSON.stringify(quoteShape(quote, instrument)),
    binary: (quote, handle, seq) => quoteRecord(quote, { handle, seq }),
  };
}

/** How trades of an instrument are written. */
export function tradeCodec(instrument: Instrument): ValueCodec<Trade> {
  return {
    json: (trade) => JSON.stringify(tickShape(trade, instrument)),
    binary: (trade, handle, seq) => tradeRecord(trade, { handle, seq }),
  };
}

/** How levels of an index are written: as trades of nothing. */
export function levelCodec(instrument: Instrument): ValueCodec<IndexPrice> {
  return {
    json: (level) => JSON.stringify(levelShape(level, instrument)),
    binary: ({ eventAt, price }, handle, seq) =>
      tradeRecord({ eventAt, price, qty: 0, aggressor: null }, { handle, seq }),
  };
}

/** How marks of an instrument are written. */
export function markCodec(instrument: Instrument): ValueCodec<MarkPrice> {
  return {
    json: (mark) => JSON.stringify(markShape(mark, instrument)),
    binary: (mark, handle, seq) => markRecord(mark, { handle, seq }),
  };
}

/** How the newest bars of a series are written. */
export function barsCodec(instrument: Instrument, spec: BarSpecText): ValueCodec<NewestBars> {
  return {
    json: (bars) => JSON.stringify(newestBarsShape(bars, { instrument, spec })),
    binary: (bars, handle, seq) => barsRecord(bars, { handle, seq }),
  };
}

/** How the book of an instrument is written: as it is by then, whatever its steps were. */
export function depthCodec(
  instrument: Instrument,
  depth: () => BookDepth | null,
): ValueCodec<Pick<BookUpdate, 'eventAt'>> {
  return {
    json: () => JSON.stringify(depthShape(depth() ?? nothing, instrument)),
    binary: ({ eventAt }, handle, seq) =>
      depthRecord({ ...(depth() ?? nothing), at: eventAt }, { handle, seq }),
  };
}
