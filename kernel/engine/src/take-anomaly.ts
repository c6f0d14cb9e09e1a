import type { StrategyId } from 'argosy/core';
import type { AnomalyEvent } from 'argosy/domain';

import type { EngineParts } from './engine-parts.ts';
import type { StrategySeat } from './strategy-seat.ts';

/** Tells what was out of the ordinary with an order to the strategy that it is of. */
export function takeAnomaly(
  { orders }: EngineParts<StrategySeat>,
  seats: ReadonlyMap<StrategyId, StrategySeat>,
  event: AnomalyEvent,
): void {
  if (event.order === null) return;
  const strategyId = orders.find(event.order)?.request.strategy ?? null;
  if (event.type === 'commandRefused') orders.forgetUnanswered(event.order);
  const seat = strategyId === null ? undefined : seats.get(strategyId);
  seat?.call('onEvent', (strategy) => strategy.onEvent(event));
}
