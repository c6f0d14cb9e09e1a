import type { InstrumentId, Price, Quantity, Timestamp, TradeId } from 'argosy/core';

import type { BarSpecText } from './bar-spec.ts';

/** What every piece of market data carries. */
export type Datum = {
  readonly instrument: InstrumentId;
  /** When it happened, at the source. */
  readonly eventAt: Timestamp;
  /** The 0–999 nanoseconds beyond `eventAt`, where the source gives them. */
  readonly nanos: number;
  /** When it could first be known; inputs are ordered by this. */
  readonly availableAt: Timestamp;
  /** The source's own running number; ties of the same instant and instrument go by it. */
  readonly sourceSequence: number;
};

/** The best bid and ask. */
export type Quote = Datum & {
  readonly kind: 'quote';
  readonly bid: Price;
  readonly ask: Price;
  readonly bidQty: Quantity;
  readonly askQty: Quantity;
};

/** A trade printed by the exchange. */
export type Trade = Datum & {
  readonly kind: 'trade';
  readonly price: Price;
  readonly qty: Quantity;
  readonly aggressor: 'buy' | 'sell' | null;
  readonly tradeId: TradeId;
};

/** A bar over [opensAt, closesAt), known at `availableAt`, which is not before `closesAt`. */
export type Bar = Datum & {
  readonly kind: 'bar';
  readonly spec: BarSpecText;
  readonly opensAt: Timestamp;
  readonly closesAt: Timestamp;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  readonly volume: Quantity;
  /** The touch at the bar's close where the source has one, for fills "at the bar's quote". */
  readonly bid: Price | null;
  readonly ask: Price | null;
  /** 0 at first; a corrected bar carries the next number. */
  readonly revision: number;
};

/** What the exchange says about an instrument's trading. */
export type InstrumentStatus = Datum & {
  readonly kind: 'status';
  readonly state: 'preOpen' | 'open' | 'halted' | 'closed';
};

/** What a book shows at a price, all its orders together; nothing shows where the quantity is 0. */
export type BookLevel = { readonly price: Price; readonly qty: Quantity };

/**
 * What an order book shows by now: of every price named the whole quantity, not by how much it
 * changed. Prices may be named in any order; of one named twice the last counts.
 */
export type BookUpdate = Datum & {
  readonly kind: 'book';
  /** Whether the book begins anew with it: what it does not name is gone. */
  readonly isSnapshot: boolean;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
};

/**
 * What one order in a book does.
 * - `add`: it comes to rest, last in the queue of its price, and shows so much.
 * - `change`: its price, or what it shows, is another. Less of it at the same price keeps its place;
 *   anything else goes to the end of the queue.
 * - `trade`: so much of it has traded, at its price; where nothing is left it is gone.
 * - `remove`: it is gone.
 * - `clear`: the book begins anew; every order is gone.
 */
export type QueueChange =
  | {
      readonly action: 'add';
      /** A whole number that no other order of the book has by then. */
      readonly order: number;
      readonly side: 'buy' | 'sell';
      readonly price: Price;
      readonly qty: Quantity;
    }
  | {
      readonly action: 'change';
      readonly order: number;
      readonly price: Price;
      readonly qty: Quantity;
    }
  | { readonly action: 'trade'; readonly order: number; readonly qty: Quantity }
  | { readonly action: 'remove'; readonly order: number }
  | { readonly action: 'clear' };

/**
 * One step of an order book whose feed tells each order by itself. A recording begins with an empty
 * book; of an order that came before it nothing is known, and what it does is passed over.
 */
export type QueueUpdate = Datum & { readonly kind: 'queue'; readonly change: QueueChange };

/** Prices of a book, the best first. */
export type BookDepth = {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
};

/**
 * From `eventAt` on the prices of an instrument mean something else: its issuer has acted, or a series goes
 * on with another contract. A price of before is `(price × numerator + addend) / denominator` of now.
 */
export type Adjustment = Datum & {
  readonly kind: 'adjustment';
  readonly cause: 'action' | 'roll';
  /** In words: `split 2 for 1`. */
  readonly detail: string;
  /** Of a roll, the contract that the series goes on with; else null. */
  readonly into: InstrumentId | null;
  readonly numerator: bigint;
  readonly addend: bigint;
  readonly denominator: bigint;
  /** Whether the series says its past anew by it; else what was said stands as it was. */
  readonly restates: boolean;
};

/** What the venue reckons positions and margin by: a price made of several, which one trade cannot move. */
export type MarkPrice = Datum & { readonly kind: 'mark'; readonly price: Price };

/** What the underlying is worth, put together from other venues. */
export type IndexPrice = Datum & { readonly kind: 'index'; readonly price: Price };

/** What longs of a perpetual pay shorts at this instant. */
export type FundingRate = Datum & {
  readonly kind: 'funding';
  /** In billionths of a position's value; below zero shorts pay longs. */
  readonly ratePpb: number;
  /** What positions are valued at for it; null for the last mark. */
  readonly price: Price | null;
};

/** The greatest funding rate: the whole of a position. */
export const FUNDING_PPB_MAX = 1_000_000_000;

/** Everything a feed can bring. */
export type MarketData =
  | Quote
  | Trade
  | Bar
  | InstrumentStatus
  | BookUpdate
  | Adjustment
  | QueueUpdate
  | MarkPrice
  | IndexPrice
  | FundingRate;
/** The discriminator of `MarketData`. */
export type MarketDataKind = MarketData['kind'];

/** The market as someone saw it at an instant; sides are null where nothing was known. */
export type Touch = {
  readonly bid: Price | null;
  readonly ask: Price | null;
  /**
   * Twice the mid price, because the mid of two odd prices is half a unit; twice the last price
   * where only that is known.
   */
  readonly mid2: number | null;
  readonly at: Timestamp;
};
