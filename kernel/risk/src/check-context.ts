import type { Currency, Minor, Price, Quantity, SessionPhase, Timestamp } from 'argosy/core';
import type {
  Instrument,
  InstrumentStatus,
  OrderRequest,
  OrderTerms,
  OrderType,
  Product,
  TradingState,
} from 'argosy/domain';

import type { LeverageByProduct } from './leverage.ts';
import type { RiskLimits } from './risk-limits.ts';

/** What a check may know of an account. */
export type AccountStanding = {
  readonly state: TradingState;
  readonly products: readonly Product[];
  /** A cash account pays in full and sells only what it holds; a margin account does neither. */
  readonly kind: AccountKind;
  /** On margin, how many times its margin a position of each product may be worth. */
  readonly leverage: LeverageByProduct;
};

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
  /** The ledger scale of the instrument's currency. */
  readonly ledgerScale: number;
  readonly account: AccountStanding | undefined;
  readonly instrument: Instrument | undefined;
  /** The phase of the instrument's calendar; null outside every session. */
  readonly session: SessionPhase | null;
  /** What the exchange last said of the instrument; null while it has said nothing. */
  readonly status: InstrumentStatus['state'] | null;
  readonly prices: KnownPrices;
  readonly held: HeldQuantities;
  /** The account's cash that no other order has set aside. */
  readonly freeCash: Minor;
  /** The account's base currency, and its ledger scale. */
  readonly base: Currency;
  readonly baseScale: number;
  /** On margin, the equity that neither positions nor other orders bind; null without a rate. */
  readonly freeMargin: Minor | null;
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
  /** An amount in the base currency; null while no rate is known. */
  toBase(amount: bigint, currency: Currency): bigint | null;
};
