import type { AccountEvent, MarginEvent } from 'argosy/domain';
import type { LedgerEvent } from 'argosy/ledger';

import type { StrategySeat } from './strategy-seat.ts';

/** Tells what was booked or held in an account, or what it may do, to the strategies that trade in it. */
export function tellAccount(
  seats: readonly StrategySeat[],
  event: LedgerEvent | AccountEvent,
): void {
  for (const seat of seats) {
    if (seat.setup.account !== event.account) continue;
    seat.call('onEvent', (strategy) => strategy.onEvent(event));
  }
}

/** Tells how an account stands to its margin to the strategies that trade in it. */
export function tellMargin(seats: readonly StrategySeat[], event: MarginEvent): void {
  for (const seat of seats) {
    if (seat.setup.account !== event.account) continue;
    seat.call('onMargin', (strategy) => strategy.onMargin(event));
    seat.call('onEvent', (strategy) => strategy.onEvent(event));
  }
}
