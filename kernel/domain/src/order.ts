import type {
  AccountId,
  BookId,
  BrokerOrderId,
  InstrumentId,
  Minor,
  Money,
  OrderId,
  PositionId,
  Price,
  Quantity,
  StrategyId,
  Timestamp,
  TradeId,
} from 'argosy/core';

import type { Touch } from './market-data.ts';
import type { Trail } from './trail.ts';

/** Which way an order trades. */
export type Side = 'buy' | 'sell';

/** How a position is carried: India's CNC, MIS and NRML, and margin elsewhere. */
export type Product = 'delivery' | 'intraday' | 'carryForward' | 'margin';

/** The fifteen states of an order. */
export type OrderState =
  | 'INITIALIZED'
  | 'DENIED'
  | 'EMULATED'
  | 'RELEASED'
  | 'IN_PARTS'
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'CANCELED'
  | 'EXPIRED'
  | 'TRIGGERED'
  | 'PENDING_UPDATE'
  | 'PENDING_CANCEL'
  | 'PARTIALLY_FILLED'
  | 'FILLED';

/** How long an order works: `GTD` until its `expiresAt`, `AT_OPEN` and `AT_CLOSE` for one print of a session. */
export type TimeInForce = 'DAY' | 'GTC' | 'IOC' | 'FOK' | 'GTD' | 'AT_OPEN' | 'AT_CLOSE';

/** What the order asks of the market. */
export type OrderTerms =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limit: Price }
  | { readonly type: 'stopMarket'; readonly trigger: Price }
  | { readonly type: 'stopLimit'; readonly trigger: Price; readonly limit: Price }
  | {
      /** Takes what is there; what is left rests at the price it got. */
      readonly type: 'marketToLimit';
      /** The price that the rest rests at; null until something has filled. */
      readonly limit: Price | null;
    }
  /** Takes once the price has come to a better one than that of now. */
  | { readonly type: 'marketIfTouched'; readonly trigger: Price }
  | { readonly type: 'limitIfTouched'; readonly trigger: Price; readonly limit: Price }
  | ({ readonly type: 'trailingStopMarket' } & Trailing)
  | ({
      readonly type: 'trailingStopLimit';
      /** How much worse than the stop the limit is that works once it has fired. */
      readonly limitOffset: Price;
    } & Trailing);
/** A stop that follows the price and never falls back. */
type Trailing = {
  readonly trail: Trail;
  /** The price from which it follows; null from the first one on. */
  readonly activation: Price | null;
  /** Where the stop stands, as far as anybody has said; null until then. Given, it begins there. */
  readonly trigger: Price | null;
};
/** The discriminator of `OrderTerms`. */
export type OrderType = OrderTerms['type'];

/** When a parent's fills release its child: each of them its share, or the parent once it is done. */
export type ReleasePolicy = 'eachFill' | 'whenDone';

/**
 * What a fill does to the siblings of an order, which are those of its list with the same parent.
 * - `OCO`: the first fill of one, even a partial one, cancels the others.
 * - `OUO`: no sibling may have more left than the group has left, so each fill shrinks the others.
 */
export type Contingency = 'OCO' | 'OUO';

/** How an order hangs together with the others of its list. */
export type OrderLink = {
  /** The list, named after its first order. */
  readonly list: OrderId;
  /** The order whose fills release this one (OTO); null for one that works at once. */
  readonly parent: OrderId | null;
  readonly release: ReleasePolicy;
  readonly contingency: Contingency | null;
};

/**
 * The price that fires a trigger.
 * - `last`: the last trade, or the price of a bar; `touch`: the side of the quote that the order would
 *   take; `mid`: the middle of the quote.
 * - `doubleLast`, `doubleTouch`: two such prices in a row.
 * - `mark`: the exchange's own; `index`: the price of what the instrument is derived from.
 */
export type TriggerSource =
  | 'last'
  | 'touch'
  | 'mid'
  | 'mark'
  | 'index'
  | 'doubleLast'
  | 'doubleTouch';

/** What an order asks for besides its terms; a plain order has none, which costs it nothing. */
export type OrderInstructions = {
  /** The price that fires its trigger; null leaves the choice to the venue. */
  readonly triggerBy: TriggerSource | null;
  /** How much of it others may see at once (an iceberg); null for all of it. */
  readonly display: Quantity | null;
  /** Whether it only makes: where it would take on arrival, it is turned away. */
  readonly postOnly: boolean;
  /** When a GTD order ends: at this instant it no longer fills. */
  readonly expiresAt: Timestamp | null;
};

/** An order as it was asked for: it never changes; amendments live in the order's fold. */
export type OrderRequest = {
  readonly id: OrderId;
  readonly account: AccountId;
  readonly book: BookId;
  /** The strategy that decided it; null for a person or an outside program. */
  readonly strategy: StrategyId | null;
  readonly instrument: InstrumentId;
  readonly product: Product;
  /** In a hedging book, the position it belongs to. */
  readonly position: PositionId | null;
  readonly side: Side;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly tif: TimeInForce;
  /** Whether it may do no more than close its position; it shrinks with it. */
  readonly reduceOnly: boolean;
  /** Its place in a list of orders; null for an order on its own. */
  readonly link: OrderLink | null;
  /** The registered algorithm's id, where a regulator wants one on every order. */
  readonly algo: string | null;
  /** Free text of the sender, at most 32 characters. */
  readonly tag: string | null;
  /** What it asks for besides; absent where that is nothing. */
  readonly instructions?: OrderInstructions;
};

/** A request to the broker whose answer is lost; the order's state says what is known besides. */
export type Doubt = 'submit' | 'amend' | 'cancel';

/** Why a fill is not an ordinary one. */
export type FillFlag = 'late' | 'tooLarge' | 'external' | 'reconciled' | 'sibling';

/** A line of a fill's fee, as on a contract note, in the currency of the fee; below zero is a rebate. */
export type Charge = { readonly name: string; readonly amount: Minor };

/** One fill of an order. */
export type Fill = {
  readonly trade: TradeId;
  readonly qty: Quantity;
  readonly price: Price;
  readonly fee: Money;
  /** The lines that the fee is the sum of; absent where it is one. */
  readonly charges?: readonly Charge[];
  readonly liquidity: 'maker' | 'taker';
  /** The market at the fill, as the broker or the venue saw it. */
  readonly touch: Touch;
  readonly flags: readonly FillFlag[];
  readonly at: Timestamp;
};

/** An order: the fold of its events. */
export type Order = {
  readonly request: OrderRequest;
  readonly state: OrderState;
  /** A request on its way to the broker, beside the state: it survives a partial fill. */
  readonly pending: 'update' | 'cancel' | null;
  /**
   * The state to return to when a pending request is refused, or when a bust undoes the late fill
   * that completed an order which had closed otherwise. In every other case the state itself.
   */
  readonly settled: OrderState;
  readonly inDoubt: readonly Doubt[];
  /** The quantity and terms now in force, after amendments. */
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly brokerId: BrokerOrderId | null;
  readonly filled: Quantity;
  /** Σ price × quantity of the fills, in scaled units: the average is derived, never stored. */
  readonly filledValue: bigint;
  readonly fills: readonly Fill[];
  readonly touches: { readonly decision: Touch; readonly send: Touch | null };
  readonly initializedAt: Timestamp;
  readonly updatedAt: Timestamp;
  readonly closedAt: Timestamp | null;
  /** Why it was denied, rejected, canceled, or last refused a change. */
  readonly reason: string | null;
};
