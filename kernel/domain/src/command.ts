import type {
  AccountId,
  BookId,
  Currency,
  InputNumber,
  InstrumentId,
  Money,
  OrderId,
  OriginCode,
  PositionId,
  Price,
  Quantity,
  StrategyId,
  Timestamp,
} from 'argosy/core';

import type { CorporateAction } from './corporate-action.ts';
import type { ExecutionPlan } from './execution.ts';
import type { Touch } from './market-data.ts';
import type { Charge, OrderRequest, OrderTerms, Product } from './order.ts';
import type {
  AccountStatus,
  LimitName,
  LoanChange,
  ReservationPurpose,
  StateScope,
  TradingState,
} from './trading-event.ts';

/** An order to be made, with the market as its sender saw it. */
export type NewOrder = { readonly request: OrderRequest; readonly touch: Touch };

/** What somebody wants of the trading machine. */
export type CommandBody =
  | ({ readonly type: 'submit' } & NewOrder)
  | ({
      /** An order that a person has looked at twice. */
      readonly type: 'submitConfirmed';
      /** The id of the confirmation. */
      readonly confirmation: string;
    } & NewOrder)
  | {
      readonly type: 'submitList';
      /** The first gives the list its name; a parent comes before its children. */
      readonly orders: readonly NewOrder[];
    }
  | ({
      /** A parent order, worked by children under its limit and until its deadline. */
      readonly type: 'execute';
      readonly plan: ExecutionPlan;
    } & NewOrder)
  | {
      readonly type: 'amend';
      readonly order: OrderId;
      /** Null leaves the quantity as it is when the command arrives. */
      readonly qty: Quantity | null;
      /** Null leaves the terms as they are. */
      readonly terms: OrderTerms | null;
    }
  | { readonly type: 'cancel'; readonly order: OrderId }
  | {
      readonly type: 'cancelAll';
      readonly account: AccountId;
      readonly book: BookId;
      /** Null means every instrument of the book. */
      readonly instrument: InstrumentId | null;
    }
  | {
      /** The kill switch: halts a scope and cancels all that works in it, whosever it is. */
      readonly type: 'kill';
      readonly account: AccountId;
      readonly scope: StateScope;
      readonly reason: string;
    }
  | {
      /** Sets a limit within the day, or takes one back. */
      readonly type: 'setLimit';
      readonly account: AccountId;
      readonly scope: StateScope;
      readonly limit: LimitName;
      /** Null takes back what was set. */
      readonly value: bigint | null;
      /** The first instant at which it no longer holds; null for no end. */
      readonly until: Timestamp | null;
      readonly reason: string;
    }
  | {
      readonly type: 'setState';
      readonly account: AccountId;
      readonly scope: StateScope;
      readonly state: TradingState;
      readonly reason: string;
    }
  | {
      readonly type: 'transfer';
      readonly account: AccountId;
      /** The client's own id: the same one again does nothing. */
      readonly entry: string;
      /** Above zero a deposit, below a withdrawal. */
      readonly amount: Money;
    }
  | {
      /** Opens, restricts, freezes or closes an account. */
      readonly type: 'setStatus';
      readonly account: AccountId;
      readonly status: AccountStatus;
      readonly reason: string;
    }
  | {
      /** Says what no decision may leave the account with less of; below zero it is a credit line. */
      readonly type: 'setFloor';
      readonly account: AccountId;
      readonly floor: Money;
      readonly reason: string;
    }
  | {
      /** Books charges that came apart from a fill, or what a contract note differs by. */
      readonly type: 'bookCharges';
      readonly account: AccountId;
      /** The client's own id: the same one again does nothing. */
      readonly entry: string;
      readonly currency: Currency;
      /** Above zero is paid, below zero comes back. */
      readonly charges: readonly Charge[];
    }
  | {
      /** Sets money aside until it is posted or voided, or its time is up. */
      readonly type: 'reserve';
      readonly account: AccountId;
      /** The client's own id: the same one again does nothing. */
      readonly reservation: string;
      readonly purpose: ReservationPurpose;
      readonly amount: Money;
      /** Null means that it waits until it is posted or voided. */
      readonly expiresAt: Timestamp | null;
    }
  | {
      /** Books a part of a reservation, or all that is left of it. */
      readonly type: 'postReserved';
      readonly account: AccountId;
      readonly reservation: string;
      /** The client's own id of the entry: the same one again does nothing. */
      readonly entry: string;
      readonly amount: Money;
    }
  | {
      /** Gives back what is left of a reservation. */
      readonly type: 'voidReserved';
      readonly account: AccountId;
      readonly reservation: string;
    }
  | {
      /** Brings cash to what the broker says it is; the difference waits in suspense. */
      readonly type: 'correctCash';
      readonly account: AccountId;
      /** The sender's own id: the same one again does nothing. */
      readonly entry: string;
      /** What the broker has more than the books, below zero less. */
      readonly amount: Money;
    }
  | {
      /** Books what an issuer has done to all that the account holds of an instrument. */
      readonly type: 'bookAction';
      readonly account: AccountId;
      /** The sender's own id: the same one again does nothing. */
      readonly entry: string;
      readonly instrument: InstrumentId;
      readonly action: CorporateAction;
    }
  | {
      /** A dated instrument has ended: what every account holds of it is settled, its orders are cancelled. */
      readonly type: 'expire';
      readonly instrument: InstrumentId;
      /** What it settles at, as an action of `expiry` says it; null for the last price of what it is on. */
      readonly price: Price | null;
    }
  | {
      /** Lends to the account, books interest on what it owes, or takes a repayment. */
      readonly type: 'bookLoan';
      readonly account: AccountId;
      /** The sender's own id: the same one again does nothing. */
      readonly entry: string;
      readonly loan: string;
      readonly change: LoanChange;
      /** Above zero, whatever the change. */
      readonly amount: Money;
    }
  | {
      /** A transfer between books, or the conversion of a product. */
      readonly type: 'movePosition';
      readonly account: AccountId;
      /** The client's own id: the same one again does nothing. */
      readonly entry: string;
      readonly instrument: InstrumentId;
      /** How much of it, whatever its side. */
      readonly qty: Quantity;
      readonly from: PositionPlace;
      readonly to: PositionPlace;
    }
  | {
      /** Stands for what came in and was no command: it is refused, and nothing else. */
      readonly type: 'unreadable';
      /** What it called itself; empty where it did not. */
      readonly said: string;
      /** Its own id, maybe cut; empty where it named none. */
      readonly id: string;
      readonly reason: string;
    };

/** Where in an account a position stands. */
export type PositionPlace = {
  readonly book: BookId;
  readonly product: Product;
  readonly position: PositionId | null;
};

/** A command, numbered by the sequencer when it arrives. */
export type Command = {
  readonly kind: 'command';
  /** Who sent it: a strategy's code, or trading's own. */
  readonly origin: OriginCode;
  readonly strategy: StrategyId | null;
  /** The last input its sender had read. */
  readonly readTo: InputNumber;
  readonly at: Timestamp;
  readonly body: CommandBody;
};
