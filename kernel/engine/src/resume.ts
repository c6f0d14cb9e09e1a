import type { InstrumentId, Timestamp } from 'argosy/core';
import type { ExecutionEvent, OrderEvent, PositionEvent } from 'argosy/domain';

import { callOrderEvent, callPositionEvent, type Guarded } from './order-callbacks.ts';

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

/** Tells a strategy what it missed, by the callbacks that would have told it then. The caches show how things stand now. */
export function tellMissed(seat: Guarded, { held, events }: Missed): void {
  const holding = new Map(held);
  for (const event of events) {
    if (event.kind === 'order') callOrderEvent(seat, event);
    else if (event.kind === 'execution') {
      seat.call('onExecutionEvent', (strategy) => strategy.onExecutionEvent(event));
    } else {
      const { instrument } = event.key;
      callPositionEvent(seat, event, holding.get(instrument) ?? 0);
      holding.set(instrument, event.qty);
    }
    seat.call('onEvent', (strategy) => strategy.onEvent(event));
  }
}
