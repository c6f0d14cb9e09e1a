import { assert } from 'argosy/core';

import { settleExecutions } from './executions/settle-executions.ts';
import { settleReduceOnly } from './lists/reduce-only-path.ts';
import { settleLists } from './lists/settle-lists.ts';
import { restrictOverused } from './margin/utilisation-path.ts';
import type { TradingParts } from './trading-parts.ts';

/** How often orders that are out in parts may change in one turn; far above what they and their lists need. */
const ROUNDS_MAX = 10_000;

/** Does what follows by itself from what has just been said. */
export function settleAll(parts: TradingParts): void {
  for (let rounds = 0, isSettled = false; !isSettled; rounds += 1) {
    assert(rounds < ROUNDS_MAX, 'orders that are out in parts change without end');
    settleLists(parts);
    settleReduceOnly(parts);
    isSettled = !settleExecutions(parts);
  }
  restrictOverused(parts);
}
