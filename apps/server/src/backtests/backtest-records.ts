import { unwrap } from 'argosy/core';
import {
  endBacktest,
  failRunningBacktests,
  findBacktest,
  listBacktests,
  noteBacktestProgress,
  PAGE_SIZE_MAX,
  queueBacktest,
  startBacktest,
  type BacktestRun,
  type PageRequest,
  type RecordDb,
} from '@argosy/storage';

import type { BacktestRecords } from './backtests.ts';

/** How many that wait are found again: more than a queue holds. */
const QUEUED_MAX = 20_000;

/** Backtests as people's records keep them. */
export function backtestRecords(db: RecordDb): BacktestRecords {
  return {
    queueBacktest: (run) => queueBacktest(db, run),
    startBacktest: (id, at) => startBacktest(db, id, at),
    noteBacktestProgress: (id, share) => noteBacktestProgress(db, id, share),
    endBacktest: (id, end) => endBacktest(db, id, end),
    failRunningBacktests: (at) => failRunningBacktests(db, at),
    findBacktest: (id) => findBacktest(db, id),
    queuedBacktests: () => queued(db),
  };
}

async function queued(db: RecordDb): Promise<readonly BacktestRun[]> {
  const found: BacktestRun[] = [];
  const filter = { statuses: ['queued'] } as const;
  for (let cursor: string | null = null; found.length < QUEUED_MAX;) {
    const request: PageRequest = { size: PAGE_SIZE_MAX, cursor };
    const page = unwrap(await listBacktests(db, filter, request));
    found.push(...page.items);
    cursor = page.next;
    if (cursor === null) break;
  }
  return found.toReversed();
}
