import type { AccountId, Money } from 'argosy/core';
import type { Order } from 'argosy/domain';
import type { BrokerFill, BrokerPosition } from 'argosy/reconciliation';
import type { Broker } from 'argosy/shard';

/** What trading knows of an account when it starts again: for an adapter that has forgotten, or kept nothing. */
export type RecoveredAccount = {
  readonly account: AccountId;
  /** Orders that may still work, with what each has filled; those that were sent and never answered too. */
  readonly orders: readonly Order[];
  /** The day's fills; those of orders that are over too. */
  readonly fills: readonly BrokerFill[];
  /** What is held, by instrument and product, over all books. */
  readonly positions: readonly BrokerPosition[];
  /** Cash as the ledger has it, by currency. */
  readonly funds: readonly Money[];
};

/**
 * Orders to the broker. `send` is called by the shard's output gate and by nobody else. It is synchronous,
 * never throws for what brokers do, and never calls the listener before it has returned. Each effect is answered
 * by reports in time:
 * - what could not be sent, and is known not to have been, is refused (`rejected`, `modifyRejected`, `cancelRejected`);
 * - what was sent without an answer is `unanswered`: unknown is never failed, and it is never sent again blindly;
 * - the same order id never trades twice, however often it is sent.
 * Cancels pass a priority lane: where the broker limits requests, they never wait behind new orders.
 */
export interface ExecutionPart extends Broker {
  /** How many effects wait to leave; never more than the capabilities' `waitingMax`. */
  readonly waiting: number;
  /**
   * Tells what trading has recovered, before `start`: an adapter finds the broker's own ids of orders again, a
   * simulated one its working orders. Nothing is sent by it.
   */
  restore(recovered: readonly RecoveredAccount[]): void;
}
