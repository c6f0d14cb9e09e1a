import { formatTimestamp } from 'argosy/core';
import type { Strategy, StrategyLog } from '@argosy/contract';
import type { StrategyLine, StrategyRow } from '@argosy/fleet';

import { instantOrNull } from './amounts.ts';

/** A strategy, and how it fares. */
export function strategyShape(row: StrategyRow): Strategy {
  const { id, code, account, book, host, file, parameters, state, reason } = row;
  const { calls, micros, microsMax, microsP99, breaches } = row;
  const what = { id, code, account, book, host, file, parameters, state, reason };
  const heardAt = instantOrNull(row.heardAt);
  return { ...what, calls, micros, microsMax, microsP99, breaches, heardAt };
}

/** A line that a strategy has logged. */
export function lineShape({ at, level, text, fields }: StrategyLine): StrategyLog['lines'][number] {
  return { at: formatTimestamp(at), level, text, fields };
}
