import type { InstrumentId, Timestamp } from 'argosy/core';
import type { ExecutionEvent, OrderEvent, PositionEvent } from 'argosy/domain';

/** An event that a strategy is told again: of an order, a parent order or a position of its own. */
export type OwnEvent = OrderEvent | ExecutionEvent | PositionEvent;

/** What a strategy's state does not know yet, for its next start. */
export type Missed = {
  /** When it gave the state. */
  readonly since: Timestamp;
  /** What its book held of each instrument by then. */
  readonly held: readonly (readonly [InstrumentId, number])[];
  /** What has become of its own since then, in order. */
  readonly events: readonly OwnEvent[];
  /** Whether there was more of it than is kept: then `events` are the last. */
  readonly isCut: boolean;
};

/** A stretch of time that a strategy has not seen: nobody tells it the prices of then. */
export type Gap = {
  /** When it gave the state that it goes on with. */
  readonly from: Timestamp;
  readonly to: Timestamp;
  /** How many events of its own follow, each by its own callback. */
  readonly events: number;
  /** Whether events of its own are missing among them. */
  readonly isCut: boolean;
};
