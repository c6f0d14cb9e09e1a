import type {
  Currency,
  Micros,
  Minor,
  OrderId,
  OriginCode,
  Price,
  Quantity,
  Rounding,
  SessionPhase,
  Timestamp,
} from 'argosy/core';
import type {
  Instrument,
  InstrumentStatus,
  OrderRequest,
  OrderTerms,
  OrderType,
  Product,
  Restriction,
} from 'argosy/domain';

import type { LeverageByProduct } from './leverage.ts';
import type { RiskLimits } from './risk-limits.ts';
import type { OrderAction } from './risk-rules.ts';
import type { ScanModel } from './scan-margin.ts';
import type { SetValues } from './set-limits.ts';

/** What a check may know of an account. */
export type AccountStanding = {
  readonly products: readonly Product[];
  /** A cash account pays in full and sells only what it holds; a margin account does neither. */
  readonly kind: AccountKind;
  /** On margin, how many times its margin a position of each product may be worth. */
  readonly leverage: LeverageByProduct;
  /** How its futures and options are margined together; left out where by leverage. */
  readonly scan?: ScanModel | undefined;
};

/** What has happened of late, looked up when a check asks; this order is not yet in it. */
export type TradingRecord = {
  /** What the account's other open orders in this currency are worth, in its minor units. */
  openValue(): bigint;
  /** What all its other open orders are worth in its base currency, rounded up; null without a rate. */
  openValueInBase(): bigint | null;
  /** How many messages the account has sent within the last microseconds. */
  messagesOfAccount(within: Micros): number;
  messagesOfStrategy(within: Micros): number;
  /** Of all accounts together. */
  messagesOfFirm(within: Micros): number;
  /** The account's messages and trades since its day began. */
  today(): { readonly messages: number; readonly trades: number };
  /**
   * What the account has lost since its day began, in its base currency; below zero a gain; null while
   * what it holds has no price, or no rate is known.
   */
  lossToday(): bigint | null;
  /** What it has lost since its height; null likewise. */
  drawdown(): bigint | null;
  /** How many orders of the account its broker has refused since it last took one. */
  rejectsInARow(): number;
  /** How often the strategy has sent this side of this instrument within the last microseconds. */
  repeats(within: Micros): number;
  /** Twice the median quantity of the account's last orders in the instrument, of at least so many. */
  medianQty2(least: number): number | null;
  /** An open order of another book of the account that a price would trade with. */
  crossing(price: Price): OrderId | null;
  /** How much of an option's writing the account's bought options cover, other written ones less. */
  optionCover(): number;
  /** What positions and other open orders of all accounts are worth in the order's currency. */
  firmValue(): bigint;
  /** How many orders have come in and left, of the account and of the order's list. */
  orderCounts(): readonly { readonly what: string; readonly came: number; readonly left: number }[];
};

/** What of an account's equity its positions and orders bind, in its base currency. */
export type MarginUse = { readonly bound: bigint; readonly equity: Minor };

/** Who asks something of an order. */
export type Actor = { readonly origin: OriginCode; readonly action: OrderAction };

/** How an account pays for what it trades. */
export type AccountKind = 'cash' | 'margin';

/** Whether a book has one position for each instrument and product, or one for each entry. */
export type BookMode = 'netting' | 'hedging';

/** The prices an order is judged by; NaN where one is unknown. */
export type KnownPrices = {
  readonly bid: number;
  readonly ask: number;
  /** Twice the last known price: the mid of a quote, a trade's price, a bar's close. */
  readonly last2: number;
};

/** What is held of the order's instrument, in scaled units, and what works on it besides this order. */
export type HeldQuantities = {
  /** The order's own position: account, book, instrument and product. */
  readonly positionQty: number;
  /** The whole account's position in the instrument. */
  readonly accountQty: number;
  /** What other open orders of the position trade on the order's side. */
  readonly workingPositionQty: number;
  /** What other open orders of the account trade on the order's side. */
  readonly workingAccountQty: number;
  /** Whether the position that the order names is there, in a hedging book. */
  readonly isPositionKnown: boolean;
  /** What other open sales of the position have set aside. */
  readonly reservedQty: number;
};

/**
 * All that the checks look at. Whoever calls them fills it; an implementation may compute members
 * when they are first read, and may be used again for the next order.
 */
export type CheckContext = {
  readonly request: OrderRequest;
  /** Who asks, and for what; null where it follows by itself. */
  readonly actor: Actor | null;
  /** The id of the confirmation that came with it; null where none did. */
  readonly confirmation: string | null;
  /** The quantity asked for now: the request's own, or an amendment's. */
  readonly qty: Quantity;
  /** The terms asked for now: the request's own, or an amendment's. */
  readonly terms: OrderTerms;
  /** The type of the order as it is: an amendment keeps it. */
  readonly typeBefore: OrderType;
  /** What has filled already; zero for a new order. */
  readonly filled: Quantity;
  readonly now: Timestamp;
  /** Before this instant the run only warms up. */
  readonly activeFrom: Timestamp;
  readonly limits: RiskLimits;
  /** Besides, the largest values that were set, in the base currency. */
  readonly setValues: SetValues;
  /** The ledger scale of the instrument's currency. */
  readonly ledgerScale: number;
  readonly account: AccountStanding | undefined;
  /** The gravest state on the account, its book, the strategy or the instrument, where and why. */
  readonly restriction: Restriction;
  /** Why new orders would find no room in the journal; null while they do. */
  readonly storageShortage: string | null;
  readonly record: TradingRecord;
  readonly instrument: Instrument | undefined;
  /** The phase of the instrument's calendar; null outside every session. */
  readonly session: SessionPhase | null;
  /** What the exchange last said of the instrument; null while it has said nothing. */
  readonly status: InstrumentStatus['state'] | null;
  readonly prices: KnownPrices;
  /** When the last price became known; null while none is. */
  readonly lastAt: Timestamp | null;
  readonly held: HeldQuantities;
  /** The last price of an option's underlying; null for whatever has none that is known. */
  readonly underlying: { readonly last2: number; readonly pricePrecision: number } | null;
  /** What the account is worth in its base currency; null without a rate. */
  readonly equity: Minor | null;
  /** What of its equity an account on margin binds; null without a rate. */
  readonly marginUse: MarginUse | null;
  /** The account's cash that no other order has set aside. */
  readonly freeCash: Minor;
  /** The account's base currency, and its ledger scale. */
  readonly base: Currency;
  readonly baseScale: number;
  /** On margin, the equity that neither positions nor other orders bind; null without a rate. */
  readonly freeMargin: Minor | null;
  /**
   * On an account whose futures and options are scanned, what so much more of the instrument would
   * bind, in its currency; null while the price of its underlying is unknown.
   */
  addedMargin(signed: number): bigint | null;
  /**
   * How much less written options would bind with so much more of the order's option, in its currency, where
   * leverage says what they bind; below zero, how much more.
   */
  addedRelief(signed: number): bigint;
  /** What the book may still use of its allotment; null where it has none. */
  readonly allotmentLeft: Minor | null;
  readonly bookMode: BookMode;
  readonly isIdSeen: boolean;
  /** Whether the trigger plays no part any more: it has fired, or it may fire at once. */
  readonly isTriggerSpent: boolean;
  /** When an order of the same content was last sent, within the window; else null. */
  readonly sameSentAt: Timestamp | null;
  /** The charges to expect, in the instrument's currency, if what is left fills at a price. */
  estimateFee(price: Price): Minor;
  /** An amount in the base currency, half to even unless told otherwise; null while no rate is known. */
  toBase(amount: bigint, currency: Currency, rounding?: Rounding): bigint | null;
};
