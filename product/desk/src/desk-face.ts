import type {
  AccountId,
  BookId,
  Currency,
  InstrumentId,
  Money,
  OrderId,
  Price,
  Refusal,
  Result,
  Timestamp,
} from 'argosy/core';
import type {
  LimitName,
  Order,
  OrderRequest,
  Position,
  PositionKey,
  StateScope,
  TradingState,
} from 'argosy/domain';

import type {
  Actor,
  Answered,
  BatchAnswer,
  Placed,
  Refused,
  Ticket,
  TicketChange,
} from './ticket.ts';

/** How the members of a list of tickets hang together: what `OrderLink` says, by the tickets' places in it. */
export type ListedTicket = Ticket & {
  /** The place of the ticket whose fills release this one; null for one that works at once. */
  readonly parent: number | null;
  readonly release: 'eachFill' | 'whenDone';
  readonly contingency: 'OCO' | 'OUO' | null;
};

/** Something a person should see before they send. */
export type Nudge = { readonly code: string; readonly text: string };

/** What a ticket would come to if it were sent now. Nothing is held by asking. */
export type Preview = {
  /** The order as it would be sent, with the id it would have. */
  readonly request: OrderRequest;
  /** The first check that would deny it; null where all pass. */
  readonly denial: { readonly code: string; readonly reason: string } | null;
  /** What it is valued at: its own price, else what the market shows now; null where there is none. */
  readonly price: Price | null;
  readonly value: Money | null;
  /** What would be held, charges with it. */
  readonly margin: Money | null;
  /** What the broker says that it would bind; null where it does not say, or not in time. */
  readonly brokerMargin: Money | null;
  /** What of the currency of `margin` an order may bind. */
  readonly available: Money;
  /** In lines, as on a contract note, if it were filled at once. */
  readonly charges: readonly { readonly name: string; readonly amount: Money }[];
  readonly nudges: readonly Nudge[];
};

/** Cash and what is left of it, of one account in one currency. */
export type Funds = {
  readonly account: AccountId;
  readonly currency: Currency;
  readonly cash: Money;
  readonly held: Money;
  readonly reserved: Money;
  /** What a new order may bind; on margin, what positions leave of the equity. */
  readonly available: Money;
  /** Of the base currency of an account on margin; null elsewhere, and while a rate is not known. */
  readonly margin: { readonly equity: Money; readonly bound: Money } | null;
};

/** A trading state and what it lies on; ACTIVE ones are left out. */
export type StateRow = {
  readonly account: AccountId;
  readonly scope: StateScope;
  readonly state: TradingState;
  readonly reason: string;
};

/** A limit that holds: one that somebody has set, or that the node was configured with. */
export type LimitRow = {
  readonly account: AccountId;
  readonly scope: StateScope;
  readonly limit: LimitName;
  readonly value: bigint;
  /** Of a value that counts in one currency whatever the account's is; null elsewhere. */
  readonly currency: Currency | null;
  readonly from: 'person' | 'configuration';
  /** How much of it is used; null where it counts each order by itself, and while nobody knows. */
  readonly used: bigint | null;
  readonly until: Timestamp | null;
  readonly reason: string;
};

/** What is held of something, or was, and twice what it is valued at: so the middle between two prices is exact. */
export type HeldPosition = Position & { readonly mark2: number | null };

/** How accounts stand once so many inputs were taken in. */
export type DeskSnapshot = {
  /** Events with a number below it are in what stands here, later ones are not. */
  readonly inputs: number;
  readonly orders: readonly Order[];
  readonly positions: readonly HeldPosition[];
  readonly funds: readonly Funds[];
};

/**
 * A person's hand on the rails that strategies use. Each answer comes once what it tells of cannot be lost; each is
 * refused for an account that is not the actor's.
 */
export interface DeskFace {
  place(ticket: Ticket, by: Actor): Promise<Result<Placed, Refused>>;
  /** All or none is accepted as a list; its members are named by their places. */
  placeList(
    tickets: readonly ListedTicket[],
    by: Actor,
  ): Promise<Result<readonly Placed[], Refused>>;
  /** One after the other, each for itself. */
  placeBatch(tickets: readonly Ticket[], by: Actor): Promise<readonly BatchAnswer[]>;
  preview(ticket: Ticket, by: Actor): Promise<Result<Preview>>;
  amend(order: OrderId, change: TicketChange, by: Actor): Promise<Answered<Order>>;
  cancel(order: OrderId, by: Actor): Promise<Answered<Order>>;
  /** Of a book, or of every book; of an instrument, or of every one. Answers with the orders it was asked for. */
  cancelAll(what: CancelAll, by: Actor): Promise<Answered<readonly OrderId[]>>;
  /**
   * Cancels what works there, waits until that is certain, then closes what is held by market orders that only
   * reduce, and answers with those and with what they leave. Refused where all is left.
   */
  flatten(what: CancelAll, by: Actor): Promise<Answered<Flattened>>;

  order(id: OrderId, by: Actor): Promise<Result<Order>>;
  openOrders(by: Actor): Promise<readonly Order[]>;
  positions(by: Actor): Promise<readonly HeldPosition[]>;
  funds(by: Actor): Promise<readonly Funds[]>;

  /** All three as they are at one instant: what shows them goes on from there by what trading says. */
  snapshot(by: Actor): Promise<DeskSnapshot>;

  states(by: Actor): Promise<readonly StateRow[]>;
  limits(by: Actor): Promise<readonly LimitRow[]>;
  /** The kill switch: halts a scope and cancels all that works in it. In memory first. */
  kill(what: ScopeChange, by: Actor): Promise<Answered<null>>;
  setState(
    what: ScopeChange & { readonly state: TradingState },
    by: Actor,
  ): Promise<Answered<null>>;
  setLimit(what: LimitChange, by: Actor): Promise<Answered<null>>;
}

/** What stays open of a position that was to be closed, and why. */
export type LeftOpen = {
  readonly key: PositionKey;
  /** As positions have it: long above zero, short below. */
  readonly qty: number;
  readonly why: Refusal;
};

/** What closing out came to. */
export type Flattened = {
  readonly orders: readonly Order[];
  /** What no order closes. */
  readonly left: readonly LeftOpen[];
};

/** Which orders of an account. */
export type CancelAll = {
  readonly account: AccountId;
  readonly book: BookId | null;
  readonly instrument: InstrumentId | null;
};

/** What a person changes the state of, and why. */
export type ScopeChange = {
  readonly account: AccountId;
  readonly scope: StateScope;
  readonly reason: string;
};

/** A limit as a person sets it. */
export type LimitChange = ScopeChange & {
  readonly limit: LimitName;
  /** Null takes back what was set. */
  readonly value: bigint | null;
  readonly until: Timestamp | null;
};
