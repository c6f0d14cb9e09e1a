import type { Refusal } from 'argosy/core';
import { EXECUTIONS_MAX } from 'argosy/orders';

import { commandRefusal } from '../errors.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Why no parent more can begin; null where one can. */
export function refusalOfRoom({ fold }: TradingParts): Refusal | null {
  if (fold.executions.size < EXECUTIONS_MAX) return null;
  return commandRefusal('BAD_EXECUTION', `${EXECUTIONS_MAX} parents work already`);
}
