import type { ScopedState, Standing } from 'argosy/domain';
import type { ExecutionTableState } from 'argosy/orders';

import type { EngineParts } from './engine-parts.ts';
import { engineError } from './errors.ts';
import type { OrderCacheState } from './order-cache.ts';
import type { PortfolioState } from './portfolio.ts';
import type { StrategySeat } from './strategy-seat.ts';

/**
 * What an engine knows from trading's events alone, as plain data. What the market has told it, its
 * bars, timers and strategies begin anew at each start.
 */
export type EngineMemory = {
  readonly closedOrdersMax: number;
  readonly orders: OrderCacheState;
  readonly executions: ExecutionTableState;
  readonly portfolio: PortfolioState;
  readonly states: readonly ScopedState[];
  readonly standings: readonly Standing[];
};

type Parts = EngineParts<StrategySeat>;

/** What the parts know of what trading has said. */
export function exportMemory({ orders, executions, portfolio, states }: Parts): EngineMemory {
  return {
    closedOrdersMax: orders.closedMax,
    orders: orders.exportState(),
    executions: executions.exportState(),
    portfolio: portfolio.exportState(),
    states: states.restricted(),
    standings: states.standings(),
  };
}

/** Throws where a memory is of another engine. */
export function checkMemory({ orders, portfolio }: Parts, memory: EngineMemory): void {
  const { closedOrdersMax } = memory;
  if (closedOrdersMax !== orders.closedMax) {
    const detail = `${closedOrdersMax} closed orders kept instead of ${orders.closedMax}`;
    throw engineError('MEMORY_MISMATCH', detail);
  }
  if (!portfolio.knows(memory.portfolio)) {
    throw engineError('MEMORY_MISMATCH', 'a position in an unknown instrument');
  }
}

/** Takes the place of what the parts knew of what trading has said. */
export function importMemory(parts: Parts, memory: EngineMemory): void {
  checkMemory(parts, memory);
  const { orders, executions, portfolio, states } = parts;
  orders.importState(memory.orders);
  executions.importState(memory.executions);
  portfolio.importState(memory.portfolio);
  states.clear();
  for (const state of memory.states) states.apply(state);
  for (const standing of memory.standings) states.applyStatus(standing);
}
