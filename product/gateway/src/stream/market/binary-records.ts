import {
  recordBytes,
  RECORD_HEAD_BYTES,
  recordKinds,
  type RecordKind,
} from '@argosy/contract/stream';
import type { Bar, BookDepth, BookLevel, MarkPrice, Quote, Trade } from 'argosy/domain';

import type { NewestBars } from './newest-bars.ts';

/** What a trade's record tells; of a level of an index nothing was traded. */
type TradeFields = Pick<Trade, 'eventAt' | 'price' | 'aggressor'> & { readonly qty: number };
/** Whose value it is, and which. */
type Head = { readonly handle: number; readonly seq: number };

const QUOTE_FIELDS = 5;
const TRADE_FIELDS = 3;
const MARK_FIELDS = 2;
/** Where a record has its flags. */
const FLAGS_AT = 3;
const BAR_FIELDS = 7;
/** Of depth: the instant, and the two counts. */
const DEPTH_FIELDS = 2;
const FIELD_BYTES = 8;
const aggressorFlags = { buy: 1, sell: 2 } as const;

/** A quote as a record. */
export function quoteRecord(quote: Quote, head: Head): Uint8Array {
  const record = openRecord('quote', QUOTE_FIELDS, head);
  const { eventAt, bid, ask, bidQty, askQty } = quote;
  return fill(record, [eventAt, bid, ask, bidQty, askQty]);
}

/** A trade as a record. */
export function tradeRecord(
  { eventAt, price, qty, aggressor }: TradeFields,
  head: Head,
): Uint8Array {
  const record = openRecord('trade', TRADE_FIELDS, head);
  if (aggressor !== null) record.setUint8(FLAGS_AT, aggressorFlags[aggressor]);
  return fill(record, [eventAt, price, qty]);
}

/** A mark as a record. */
export function markRecord({ eventAt, price }: MarkPrice, head: Head): Uint8Array {
  return fill(openRecord('mark', MARK_FIELDS, head), [eventAt, price]);
}

/** The newest bars as a record: not a number where there is none. */
export function barsRecord({ closed, forming }: NewestBars, head: Head): Uint8Array {
  const record = openRecord('bars', 2 * BAR_FIELDS, head);
  record.setUint8(FLAGS_AT, flagOf(closed, 1) + flagOf(forming, 2));
  return fill(record, [...barFields(closed), ...barFields(forming)]);
}

/** The best prices of a book as a record. */
export function depthRecord(
  { bids, asks, at }: BookDepth & { readonly at: number },
  head: Head,
): Uint8Array {
  const levels = [...bids, ...asks];
  const record = openRecord('depth', DEPTH_FIELDS + 2 * levels.length, head);
  record.setFloat64(RECORD_HEAD_BYTES, at, true);
  record.setUint32(RECORD_HEAD_BYTES + FIELD_BYTES, bids.length, true);
  record.setUint32(RECORD_HEAD_BYTES + FIELD_BYTES + 4, asks.length, true);
  const numbers = levels.flatMap(({ price, qty }: BookLevel) => [price, qty]);
  return fill(record, numbers, RECORD_HEAD_BYTES + DEPTH_FIELDS * FIELD_BYTES);
}

/** Set where not all of a bar is known. */
function flagOf(bar: NewestBars['closed'], flag: number): number {
  return bar === null || bar.isWhole ? 0 : flag;
}

function barFields(bar: Bar | null): readonly number[] {
  if (bar === null) return Array.from({ length: BAR_FIELDS }, () => Number.NaN);
  const { opensAt, closesAt, open, high, low, close, volume } = bar;
  return [opensAt, closesAt, open, high, low, close, volume];
}

function openRecord(kind: RecordKind, fields: number, { handle, seq }: Head): DataView {
  const bytes = recordBytes(fields);
  const view = new DataView(new ArrayBuffer(bytes));
  view.setUint16(0, bytes, true);
  view.setUint8(2, recordKinds[kind]);
  view.setUint32(4, handle, true);
  view.setFloat64(8, seq, true);
  return view;
}

function fill(view: DataView, numbers: readonly number[], from = RECORD_HEAD_BYTES): Uint8Array {
  let at = from;
  for (const number of numbers) {
    view.setFloat64(at, number, true);
    at += FIELD_BYTES;
  }
  return new Uint8Array(view.buffer);
}
