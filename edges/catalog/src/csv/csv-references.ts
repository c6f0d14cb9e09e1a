import { FUNDING_PPB_MAX, type FundingRate, type IndexPrice, type MarkPrice } from 'argosy/domain';

import type { FundingLayout, ReferenceLayout } from './csv-layout.ts';
import { RowClock } from './row-clock.ts';
import { optionalColumn, symbolReader, type RowContext, type RowReader } from './row-context.ts';

/** Rates are kept in billionths. */
const RATE_PLACES = 9;

/** Reads mark prices, or index prices. */
export function referenceReader(layout: ReferenceLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const { kind } = layout;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const column = context.columnOf(layout.price);
  const read = (): MarkPrice | IndexPrice => {
    const symbol = symbolOf();
    const at = clock.read();
    const times = { eventAt: at, nanos: clock.nanos, availableAt: at, sourceSequence: lines.line };
    return { kind, instrument: symbol.id, ...times, price: fields.price(column, symbol) };
  };
  return { timeColumn: clock.column, read };
}

/** Reads funding rates. */
export function fundingReader(layout: FundingLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const rate = context.columnOf(layout.rate);
  const column = optionalColumn(layout.price, context);
  const read = (): FundingRate => {
    const symbol = symbolOf();
    const at = clock.read();
    const ratePpb = fields.signed(rate, RATE_PLACES);
    if (Math.abs(ratePpb) > FUNDING_PPB_MAX) {
      throw fields.fault('CSV_BAD_NUMBER', rate, 'a rate from -1 to 1');
    }
    const isTold = column !== -1 && fields.text(column) !== '';
    const price = isTold ? fields.price(column, symbol) : null;
    const times = { eventAt: at, nanos: clock.nanos, availableAt: at, sourceSequence: lines.line };
    return { kind: 'funding', instrument: symbol.id, ...times, ratePpb, price };
  };
  return { timeColumn: clock.column, read };
}
