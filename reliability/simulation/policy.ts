import { toMicros } from 'argosy/core';
import type { ReconciliationPolicy } from 'argosy/reconciliation';

import { LINE_DELAY_MAX } from './line.ts';

const MILLIS = 1000;

/** Less patient than a live one, because the world is quicker. */
export const policy: Partial<ReconciliationPolicy> = {
  raceWindow: toMicros(LINE_DELAY_MAX),
  graceWindow: toMicros(3 * LINE_DELAY_MAX),
  answerTimeout: toMicros(2 * LINE_DELAY_MAX),
  cycle: toMicros(600 * MILLIS),
  retry: toMicros(100 * MILLIS),
  missingRounds: 2,
};
