import { formatTimestamp } from 'argosy/core';
import type { Strategy, StrategyLog } from '@argosy/contract';
import type { StrategyLine, StrategyRow } from '@argosy/fleet';

/** A strategy, and how it fares. */
export function strategyShape(row: StrategyRow): Strategy {
  const { id, code, account, book, host, file, parameters, state, reason } = row;
  const { calls, micros, microsMax, breaches } = row;
  const what = { id, code, account, book, host, file, parameters, state, reason };
  return { ...what, calls, micros, microsMax, breaches };
}

/** A line that a strategy has logged. */
export function lineShape({ at, level, text, fields }: StrategyLine): StrategyLog['lines'][number] {
  return { at: formatTimestamp(at), level, text, fields };
}
