import type { Missed } from './gap.ts';
import { callOrderEvent, callPositionEvent, type Guarded } from './order-callbacks.ts';

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
