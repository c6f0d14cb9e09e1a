import type {
  AccountId,
  BookId,
  BrokerOrderId,
  InputNumber,
  InstrumentId,
  Money,
  OrderId,
  Quantity,
  StrategyId,
  Timestamp,
  TradeId,
} from 'argosy/core';

import type { ExecutionChange } from './execution.ts';
import type { Touch } from './market-data.ts';
import type { Doubt, Fill, OrderRequest, OrderTerms } from './order.ts';
import type { PositionKey } from './position.ts';

/** Every event's place and times. (number, index) is its id; number is also its cause. */
export type EventHead = {
  /** The number of the input that caused it. */
  readonly number: InputNumber;
  /** Its place among the events of that input. */
  readonly index: number;
  /** When it happened at its source. */
  readonly at: Timestamp;
  /** When trading took it in. */
  readonly receivedAt: Timestamp;
};

/** What can happen to an order. */
export type OrderChange =
  | { readonly type: 'initialized'; readonly request: OrderRequest; readonly touch: Touch }
  | { readonly type: 'denied'; readonly code: string; readonly reason: string }
  | { readonly type: 'emulated' }
  | { readonly type: 'released' }
  | { readonly type: 'submitted'; readonly touch: Touch }
  | { readonly type: 'accepted'; readonly brokerId: BrokerOrderId }
  | { readonly type: 'rejected'; readonly reason: string }
  | { readonly type: 'canceled'; readonly reason: string | null }
  | { readonly type: 'expired' }
  | { readonly type: 'triggered' }
  | { readonly type: 'pendingUpdate'; readonly qty: Quantity; readonly terms: OrderTerms }
  | { readonly type: 'pendingCancel' }
  | { readonly type: 'modifyRejected'; readonly reason: string }
  | { readonly type: 'cancelRejected'; readonly reason: string }
  | { readonly type: 'updated'; readonly qty: Quantity; readonly terms: OrderTerms }
  | { readonly type: 'filled'; readonly fill: Fill }
  | { readonly type: 'busted'; readonly trade: TradeId }
  /** From here on it goes out part by part: each part is an order of its own, under its id with a number behind. */
  | { readonly type: 'divided' }
  /** A part of it has filled. The fill is booked for the part, and only counted here. */
  | { readonly type: 'partFilled'; readonly fill: Fill }
  /** Such a fill was taken back. */
  | { readonly type: 'partBusted'; readonly fill: Fill }
  | { readonly type: 'doubted'; readonly request: Doubt }
  | { readonly type: 'resolved'; readonly request: Doubt };
/** The discriminator of `OrderChange`. */
export type OrderChangeType = OrderChange['type'];

/** Something that happened to an order. */
export type OrderEvent = EventHead & {
  readonly kind: 'order';
  readonly order: OrderId;
  readonly change: OrderChange;
};

/** One leg of a ledger entry; positive is a debit, negative a credit. */
export type Leg = { readonly ledgerAccount: string; readonly amount: Money };

/** A compound entry in the books: its legs sum to zero in each currency. */
export type EntryEvent = EventHead & {
  readonly kind: 'entry';
  /** Made by whoever asked; the same id again is dropped, with another body refused. */
  readonly entry: string;
  readonly account: AccountId;
  readonly purpose:
    | 'deposit'
    | 'withdrawal'
    | 'fill'
    | 'bust'
    | 'charges'
    | 'move'
    | 'suspense'
    | 'settlement'
    | 'action'
    | 'loan'
    | 'funding'
    | 'carry';
  readonly order: OrderId | null;
  readonly legs: readonly Leg[];
};

/** Money or quantity set aside for a working order; the amounts are what remains set aside. */
export type HoldEvent = EventHead & {
  readonly kind: 'hold';
  readonly order: OrderId;
  readonly account: AccountId;
  readonly change: 'placed' | 'posted' | 'released';
  /** The siblings that share what is set aside: only the largest of a group counts. */
  readonly group: string | null;
  readonly money: Money;
  /** For a sale, the quantity of the position that no other order may sell. */
  readonly qty: Quantity;
};

/** What can become of a loan: lent, interest on it, paid back. */
export type LoanChange = 'draw' | 'interest' | 'repay';

/** What money is set aside for until it is posted. */
export type ReservationPurpose = 'withdrawal' | 'charges';

/**
 * Money of an account set aside in its own right, in two phases: reserved, then posted in one or more
 * parts, voided, or expired. The amount is what remains set aside.
 */
export type ReservationEvent = EventHead & {
  readonly kind: 'reservation';
  readonly account: AccountId;
  /** Made by whoever asked; the same id again is dropped, with another body refused. */
  readonly reservation: string;
  readonly change: 'reserved' | 'posted' | 'voided' | 'expired';
  readonly purpose: ReservationPurpose;
  readonly money: Money;
  /** From when it is set aside no longer; null for until it is posted or voided. */
  readonly expiresAt: Timestamp | null;
  /** The entry that posts a part of it; null where nothing is posted. */
  readonly entry: string | null;
};

/** A position after a change. */
export type PositionEvent = EventHead & {
  readonly kind: 'position';
  readonly key: PositionKey;
  readonly qty: number;
  readonly cost: bigint;
  readonly realised: Money;
  readonly charges: Money;
};

/** What an account may do now. */
export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED';

/** What a trading state lies on: an account, something in it, or all accounts of the shard. */
export type StateScope =
  /** Every account, whichever of them the event names. */
  | { readonly kind: 'firm' }
  | { readonly kind: 'account' }
  | { readonly kind: 'book'; readonly book: BookId }
  | { readonly kind: 'strategy'; readonly strategy: StrategyId }
  | { readonly kind: 'instrument'; readonly instrument: InstrumentId }
  /** The whole account, while it is not known to agree with its broker. */
  | { readonly kind: 'reconciliation' }
  /** New orders of every account, while the journal has no room but for what must not be refused. */
  | { readonly kind: 'storage' };

/** The trading state of an account, or of something in it, changed. */
export type AccountEvent = EventHead & {
  readonly kind: 'account';
  readonly account: AccountId;
  readonly scope: StateScope;
  readonly state: TradingState;
  readonly reason: string;
};

/**
 * How an account stands with whoever keeps its money. Restricted: money comes in and none goes out.
 * Frozen: none moves either way. Closed: frozen for good. In all three, orders only reduce, and
 * cancels and voids pass.
 */
export type AccountStatus = 'open' | 'restricted' | 'frozen' | 'closed';

/** The standing of an account changed. */
export type StatusEvent = EventHead & {
  readonly kind: 'status';
  readonly account: AccountId;
  readonly status: AccountStatus;
  readonly reason: string;
};

/** What no decision may leave an account with less of: above zero a reserve, below a credit line. */
export type FloorEvent = EventHead & {
  readonly kind: 'floor';
  readonly account: AccountId;
  readonly floor: Money;
  readonly reason: string;
};

/** What can be limited while the firm trades. */
export type LimitName =
  /** The largest quantity of an order, and of a position, in the instrument's scaled units. */
  | 'orderQty'
  | 'position'
  /**
   * The largest value of an order, and of an account's open ones, in minor units of the account's base
   * currency; on an instrument in that of the instrument.
   */
  | 'orderValue'
  | 'openValue'
  /** What an account may lose, in minor units of its base currency. */
  | 'dailyLoss'
  | 'drawdown'
  /** Extra cash for a buy without a price bound, in hundredths of a percent. */
  | 'cashBufferBps';

/** A limit was set, or taken back. */
export type LimitEvent = EventHead & {
  readonly kind: 'limit';
  readonly account: AccountId;
  readonly scope: StateScope;
  readonly limit: LimitName;
  /** Null takes back what was set. */
  readonly value: bigint | null;
  /** The first instant at which it no longer holds; null for no end. */
  readonly until: Timestamp | null;
  /** Who set it. */
  readonly by: string;
  readonly reason: string;
};

/** What losses are counted from: the most that was ever gained, or what there was as the day began. */
export type EquityPoint = 'height' | 'dayStart';

/**
 * A point that losses are counted from. It is made of prices, which are not kept: what was not said of
 * it would be forgotten by a restart. Only said of accounts with a limit that counts from it.
 */
export type EquityEvent = EventHead & {
  readonly kind: 'equity';
  readonly account: AccountId;
  readonly point: EquityPoint;
  /**
   * In the base currency. Of the height what was realised, less charges, and what open positions would
   * gain; of the day's beginning only the latter, for entries tell the rest.
   */
  readonly gain: Money;
};

/** Something that happened to a parent order; its children have events of their own. */
export type ExecutionEvent = EventHead & {
  readonly kind: 'execution';
  /** The parent's id; a child's is the same with a number behind it. */
  readonly execution: OrderId;
  readonly change: ExecutionChange;
};

/** How the equity of an account stands to the margin that its positions have to keep. */
export type MarginLevel =
  /** There is enough again. */
  | 'sound'
  /** A margin call: there is less than positions have to keep, and nothing is done yet. */
  | 'called'
  /** There is so little that positions are closed. */
  | 'liquidating'
  /** Everything is closed, and the account owes money. */
  | 'bankrupt';

/** An account has come to another level of its margin. */
export type MarginEvent = EventHead & {
  readonly kind: 'margin';
  readonly account: AccountId;
  readonly level: MarginLevel;
  /** In the base currency: what the account is worth. */
  readonly equity: Money;
  /** What its positions bind as they are opened; of it they have to keep a part. */
  readonly bound: Money;
};

/** Why something was noted rather than done. */
export type AnomalyType =
  | 'transitionRefused'
  | 'duplicateFill'
  | 'lateFill'
  | 'tooLargeFill'
  | 'unknownOrder'
  | 'unknownTrade'
  | 'overdrawn'
  | 'commandRefused'
  | 'siblingFill'
  | 'cashDiffers'
  | 'positionDiffers'
  /** A person has confirmed an order that they could not send without. */
  | 'orderConfirmed'
  /** A position stands, or grew, without an exit that a list had for it. */
  | 'exitMissing'
  /** A fill, or its bust, of an order from before a corporate action has come after it. */
  | 'actionCrossed'
  /** An exit has turned its position over: it filled further than there was to close. */
  | 'positionTurned'
  /** A broker has said what cannot be, or cannot be written down: nobody knows what it has done. */
  | 'reportUnreadable'
  /** Longs and shorts of a perpetual were to pay each other, and nothing tells what they hold is worth. */
  | 'fundingUnpaid';

/** Something out of the ordinary that was counted and shown, never dropped in silence. */
export type AnomalyEvent = EventHead & {
  readonly kind: 'anomaly';
  readonly type: AnomalyType;
  readonly order: OrderId | null;
  readonly detail: string;
};

/** Everything the trading machine says. */
export type TradingEvent =
  | OrderEvent
  | EntryEvent
  | HoldEvent
  | PositionEvent
  | AccountEvent
  | AnomalyEvent
  | ReservationEvent
  | StatusEvent
  | FloorEvent
  | LimitEvent
  | EquityEvent
  | ExecutionEvent
  | MarginEvent;
/** The discriminator of `TradingEvent`. */
export type TradingEventKind = TradingEvent['kind'];

type WithoutHead<Event> = Event extends EventHead ? Omit<Event, keyof EventHead> : never;
/** An event as a decider gives it, before trading stamps its place and times on it. */
export type TradingEventBody = WithoutHead<TradingEvent>;
