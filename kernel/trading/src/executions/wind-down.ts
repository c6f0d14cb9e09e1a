import type { Order } from 'argosy/domain';
import { listingsOf, type Execution } from 'argosy/orders';

import type { TradingParts } from '../trading-parts.ts';

/** Has every working parent that is chosen make no more children; what works of it is cancelled. */
export function windDownExecutions(
  parts: TradingParts,
  isChosen: (order: Pick<Order, 'request'>) => boolean,
  reason: string,
): void {
  for (const execution of parts.fold.executions.active()) {
    const { request } = execution;
    const isAny = listingsOf(execution).some((instrument) =>
      isChosen({ request: { ...request, instrument } }),
    );
    if (isAny) windDown(parts, execution, reason);
  }
}

/** Has a working parent make no more children. */
export function windDown({ emitter }: TradingParts, execution: Execution, reason: string): void {
  if (execution.state !== 'working') return;
  const change = { type: 'ending', outcome: 'canceled', reason } as const;
  emitter.emit({ kind: 'execution', execution: execution.request.id, change });
}
