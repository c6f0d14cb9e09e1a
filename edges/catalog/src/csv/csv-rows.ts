import { brand, toTradeId, type TradeId } from 'argosy/core';
import type { Quote, Trade } from 'argosy/domain';

import { barReader } from './csv-bars.ts';
import { bookReader } from './csv-books.ts';
import { fundingReader, referenceReader } from './csv-references.ts';
import type { CsvFields } from './csv-fields.ts';
import { queueReader } from './csv-queues.ts';
import type { CsvLayout, QuoteLayout, TradeLayout } from './csv-layout.ts';
import { RowClock } from './row-clock.ts';
import { optionalColumn, symbolReader, type RowContext, type RowReader } from './row-context.ts';

/** The row reader of a layout. */
export function rowReader(layout: CsvLayout, context: RowContext): RowReader {
  switch (layout.kind) {
    case 'quote':
      return quoteReader(layout, context);
    case 'trade':
      return tradeReader(layout, context);
    case 'bar':
      return barReader(layout, context);
    case 'book':
      return bookReader(layout, context);
    case 'queue':
      return queueReader(layout, context);
    case 'mark':
    case 'index':
      return referenceReader(layout, context);
    case 'funding':
      return fundingReader(layout, context);
  }
}

function quoteReader(layout: QuoteLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const bid = context.columnOf(layout.bid);
  const ask = context.columnOf(layout.ask);
  const bidQty = optionalColumn(layout.bidQty, context);
  const askQty = optionalColumn(layout.askQty, context);
  const read = (): Quote => {
    const symbol = symbolOf();
    const { id, sizePrecision } = symbol;
    const at = clock.read();
    return {
      kind: 'quote',
      instrument: id,
      eventAt: at,
      nanos: clock.nanos,
      availableAt: at,
      sourceSequence: lines.line,
      bid: fields.price(bid, symbol),
      ask: fields.price(ask, symbol),
      bidQty: fields.quantity(bidQty, sizePrecision),
      askQty: fields.quantity(askQty, sizePrecision),
    };
  };
  return { timeColumn: clock.column, read };
}

function tradeReader(layout: TradeLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = new RowClock(context, layout.time, layout.timeUnit);
  const price = context.columnOf(layout.price);
  const qty = context.columnOf(layout.qty);
  const aggressor = optionalColumn(layout.aggressor, context);
  const tradeId = optionalColumn(layout.tradeId, context);
  const read = (): Trade => {
    const symbol = symbolOf();
    const { id, sizePrecision } = symbol;
    const at = clock.read();
    return {
      kind: 'trade',
      instrument: id,
      eventAt: at,
      nanos: clock.nanos,
      availableAt: at,
      sourceSequence: lines.line,
      price: fields.price(price, symbol),
      qty: fields.quantity(qty, sizePrecision),
      aggressor: readAggressor(fields, aggressor),
      tradeId: readTradeId(fields, tradeId, lines.line),
    };
  };
  return { timeColumn: clock.column, read };
}

function readAggressor(fields: CsvFields, column: number): 'buy' | 'sell' | null {
  if (column === -1) return null;
  const text = fields.text(column);
  if (text === 'buy' || text === 'sell') return text;
  if (text === '') return null;
  throw fields.fault('CSV_BAD_VALUE', column, "'buy', 'sell' or nothing");
}

function readTradeId(fields: CsvFields, column: number, line: number): TradeId {
  if (column === -1) return brand<TradeId>(`L${line}`);
  const text = fields.text(column);
  if (text === '') throw fields.fault('CSV_BLANK_FIELD', column, 'a trade id');
  return toTradeId(text);
}
