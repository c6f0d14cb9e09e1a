import type { AccountId, InputNumber, Refusal, Result } from 'argosy/core';
import type { Order, OrderRequest, OrderTerms } from 'argosy/domain';

/** Who acts, as the audit knows them, and the accounts that are theirs to act on. */
export type Actor = { readonly user: string; readonly accounts: readonly AccountId[] };

/** An order as a person gives it: all of a request but what the desk itself adds. */
export type Ticket = Omit<OrderRequest, 'id' | 'strategy' | 'link' | 'algo' | 'tag'> & {
  /** Free text of the person's, at most 15 characters. */
  readonly note: string | null;
  /** A key of the client's own: the same one again places nothing and answers as before; null for none. */
  readonly key: string | null;
};

/** What a person changes of an order; null leaves it. */
export type TicketChange = {
  readonly qty: OrderRequest['qty'] | null;
  readonly terms: OrderTerms | null;
};

/** What became of a ticket by the time it could not be lost any more. */
export type Placed = {
  /** As it was then; one that a check has denied is DENIED, and says why. */
  readonly order: Order;
  /** A number that all of it is behind: that of its command, or of the last input where the key was known. */
  readonly number: InputNumber;
  /** Whether the key was known: nothing was placed this time. */
  readonly isRepeat: boolean;
};

/** What came of an act by the time it could not be lost any more. */
export type Told<Value> = {
  readonly value: Value;
  /** A number that all of it is behind: that of the last event of it; null where there was none. */
  readonly number: InputNumber | null;
};

/** A no. */
export type Refused = Refusal & {
  /** Of the last event of it, where the machine itself has refused: that is in its record too. */
  readonly number?: InputNumber;
};

/** What a call answers that changes something, and is not the placing of orders. */
export type Answered<Value> = Result<Told<Value>, Refused>;

/** What became of one of several. */
export type BatchAnswer = Result<Placed, Refused>;
