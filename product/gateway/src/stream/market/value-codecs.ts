import type { BookDepth, BookUpdate, Instrument, Quote, Trade } from 'argosy/domain';

import { depthShape, quoteShape, tickShape } from '../../shape/quote.ts';
import type { ValueCodec } from '../engine/latest-channel.ts';
import { depthRecord, quoteRecord, tradeRecord } from './binary-records.ts';

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
