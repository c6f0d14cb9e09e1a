import type { Jobs } from '@argosy/contract';
import type { Job } from '@argosy/storage';

import { instantOrNull } from './amounts.ts';

/** What runs again and again, with its last and its next run. */
export function jobShape(job: Job): Jobs['jobs'][number] {
  const { name, startedAt, endedAt, result, detail, nextAt, runs, failures } = job;
  return {
    name,
    isRunning: startedAt !== null && (endedAt === null || endedAt < startedAt),
    startedAt: instantOrNull(startedAt),
    endedAt: instantOrNull(endedAt),
    result,
    detail,
    nextAt: instantOrNull(nextAt),
    runs,
    failures,
  };
}
