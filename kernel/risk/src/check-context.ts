import type { Minor, Price, Quantity, SessionPhase, Timestamp } from 'argosy/core';
import type {
  Instrument,
  InstrumentStatus,
  OrderRequest,
  OrderTerms,
  OrderType,
  Product,
  TradingState,
} from 'argosy/domain';

import type { RiskLimits } from './risk-limits.ts';

/** What a check may know of an account. */
export type AccountStanding = {
  readonly state: TradingState;
  readonly products: readonly Product[];
};

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
  readonly isIdSeen: boolean;
  /** Whether the trigger plays no part any more: it has fired, or it may fire at once. */
  readonly isTriggerSpent: boolean;
  /** When an order of the same content was last sent, within the window; else null. */
  readonly sameSentAt: Timestamp | null;
  /** The charges to expect, in the instrument's currency, if what is left fills at a price. */
  estimateFee(price: Price): Minor;
};
