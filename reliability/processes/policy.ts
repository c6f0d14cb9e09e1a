import { toMicros } from 'argosy/core';
import type { ReconciliationPolicy } from 'argosy/reconciliation';

const MILLIS = 1000;

/** Less patient than a live one: over a loopback nothing is long on its way. */
export const policy: Partial<ReconciliationPolicy> = {
  raceWindow: toMicros(60 * MILLIS),
  graceWindow: toMicros(120 * MILLIS),
  answerTimeout: toMicros(2000 * MILLIS),
  cycle: toMicros(200 * MILLIS),
  retry: toMicros(15 * MILLIS),
  missingRounds: 2,
  targetedQueriesMax: 1000,
};
