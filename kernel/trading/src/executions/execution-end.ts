import type { OrderId } from 'argosy/core';
import { isOfOrder, type Execution } from 'argosy/orders';

import type { TradingParts } from '../trading-parts.ts';
import { endWhole } from './divided-order.ts';
import { releaseRest } from './rest-hold.ts';

/** Says that a parent is over. */
export function endExecution(
  parts: TradingParts,
  execution: OrderId,
  [outcome, reason]: readonly [NonNullable<Execution['outcome']>, string],
): void {
  const { fold, emitter, executions } = parts;
  emitter.emit({ kind: 'execution', execution, change: { type: 'ended', outcome, reason } });
  const ended = fold.executions.get(execution);
  executions.drop(ended);
  if (isOfOrder(ended)) endWhole(parts, ended);
  else releaseRest(parts, ended);
}
