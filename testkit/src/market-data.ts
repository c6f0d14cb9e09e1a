import { toInstrumentId, toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import {
  toBarSpecText,
  type Adjustment,
  type Bar,
  type BookLevel,
  type BookUpdate,
  type Datum,
  type FundingRate,
  type IndexPrice,
  type InstrumentStatus,
  type QueueChange,
  type QueueUpdate,
  type MarkPrice,
  type Quote,
  type Trade,
} from 'argosy/domain';

/** The changes a test makes, in plain numbers. */
type Plain<Fields extends string> = { readonly [Field in Fields]?: number };
type Common = { readonly instrument?: string } & Plain<'at' | 'availableAt'>;

/** A quote, 100.00 to 100.05 unless told. */
export function aQuote(changes: Common & Plain<'bid' | 'ask'> = {}): Quote {
  return {
    kind: 'quote',
    ...aDatum(changes),
    bid: toPrice(changes.bid ?? 10_000),
    ask: toPrice(changes.ask ?? 10_005),
    bidQty: toQuantity(100),
    askQty: toQuantity(100),
  };
}

/** A trade at 100.00 unless told. */
export function aTrade(
  changes: Common & Plain<'price' | 'qty'> & Partial<Pick<Trade, 'aggressor'>> = {},
): Trade {
  return {
    kind: 'trade',
    ...aDatum(changes),
    price: toPrice(changes.price ?? 10_000),
    qty: toQuantity(changes.qty ?? 1),
    aggressor: changes.aggressor ?? null,
    tradeId: toTradeId('T-1'),
  };
}

/** The exchange opens trading unless told otherwise. */
export function aStatus(
  changes: Common & { readonly state?: InstrumentStatus['state'] } = {},
): InstrumentStatus {
  return { kind: 'status', ...aDatum(changes), state: changes.state ?? 'open' };
}

/** A split of two for one unless told. */
export function anAdjustment(
  changes: Common & Partial<Omit<Adjustment, keyof Datum>> = {},
): Adjustment {
  const { instrument: _, at: __, availableAt: ___, ...terms } = changes;
  return {
    kind: 'adjustment',
    ...aDatum(changes),
    cause: 'action',
    detail: 'split 2 for 1',
    into: null,
    numerator: 1n,
    addend: 0n,
    denominator: 2n,
    restates: false,
    ...terms,
  };
}

/** What the venue reckons by: 100.00 unless told. */
export function aMarkPrice(changes: Common & Plain<'price'> = {}): MarkPrice {
  return { kind: 'mark', ...aDatum(changes), price: toPrice(changes.price ?? 10_000) };
}

/** What the underlying is worth: 100.00 unless told. */
export function anIndexPrice(changes: Common & Plain<'price'> = {}): IndexPrice {
  return { kind: 'index', ...aDatum(changes), price: toPrice(changes.price ?? 10_000) };
}

/** Longs pay shorts 0.01 % of the value at 100.00 unless told; a price of null is the last mark. */
export function aFundingRate(
  changes: Common & Plain<'ratePpb'> & { readonly price?: number | null } = {},
): FundingRate {
  const { ratePpb = 100_000, price = 10_000 } = changes;
  const at = price === null ? null : toPrice(price);
  return { kind: 'funding', ...aDatum(changes), ratePpb, price: at };
}

/** Prices with what each shows, `[price, qty]`. */
type PlainLevels = readonly (readonly [number, number])[];

/** A book that begins anew: 100 shown at 100.00 and at 100.05 unless told. */
export function aBook(
  changes: Common & { readonly bids?: PlainLevels; readonly asks?: PlainLevels } = {},
): BookUpdate {
  const bids = toLevels(changes.bids ?? [[10_000, 100]]);
  const asks = toLevels(changes.asks ?? [[10_005, 100]]);
  return { kind: 'book', ...aDatum(changes), isSnapshot: true, bids, asks };
}

/** A change of a book that goes on: nothing unless told. */
export function aBookChange(
  changes: Common & { readonly bids?: PlainLevels; readonly asks?: PlainLevels } = {},
): BookUpdate {
  return { ...aBook({ bids: [], asks: [], ...changes }), isSnapshot: false };
}

/** What one order of a book does; it comes to buy 10 at 100.00 unless told. */
export function aQueueStep(changes: Common & { readonly change?: QueueChange } = {}): QueueUpdate {
  const change = changes.change ?? {
    action: 'add',
    order: 1,
    side: 'buy',
    price: toPrice(10_000),
    qty: toQuantity(10),
  };
  return { kind: 'queue', ...aDatum(changes), change };
}

/** What a test says of a bar; `at` is its end. */
export type BarChanges = Common &
  Plain<'opensAt' | 'open' | 'high' | 'low' | 'close' | 'bid' | 'ask' | 'revision'> & {
    /** The part after the instrument, for example `1-MINUTE-LAST-EXTERNAL`. */
    readonly spec?: string;
  };

/** A one-minute bar from outside, flat at 100.00 unless told. */
export function aBar(changes: BarChanges = {}): Bar {
  const datum = aDatum(changes);
  const open = changes.open ?? 10_000;
  const close = changes.close ?? open;
  return {
    kind: 'bar',
    ...datum,
    spec: toBarSpecText(`${datum.instrument}-${changes.spec ?? '1-MINUTE-LAST-EXTERNAL'}`),
    opensAt: toTimestamp(changes.opensAt ?? datum.eventAt - 60_000_000),
    closesAt: datum.eventAt,
    open: toPrice(open),
    high: toPrice(changes.high ?? Math.max(open, close)),
    low: toPrice(changes.low ?? Math.min(open, close)),
    close: toPrice(close),
    volume: toQuantity(1000),
    bid: changes.bid === undefined ? null : toPrice(changes.bid),
    ask: changes.ask === undefined ? null : toPrice(changes.ask),
    revision: changes.revision ?? 0,
  };
}

function toLevels(levels: PlainLevels): readonly BookLevel[] {
  return levels.map(([price, qty]) => ({ price: toPrice(price), qty: toQuantity(qty) }));
}

function aDatum(changes: Common): Omit<InstrumentStatus, 'kind' | 'state'> {
  const at = changes.at ?? 0;
  return {
    instrument: toInstrumentId(changes.instrument ?? 'SBIN.NSE'),
    eventAt: toTimestamp(at),
    nanos: 0,
    availableAt: toTimestamp(changes.availableAt ?? at),
    sourceSequence: 0,
  };
}
