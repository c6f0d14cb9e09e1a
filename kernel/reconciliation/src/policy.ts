import {
  assert,
  MICROS_PER_SECOND,
  toMicros,
  toTimestamp,
  type InstrumentId,
  type Micros,
  type Timestamp,
} from 'argosy/core';

/** How patient a reconciler is, and what it leaves alone. */
export type ReconciliationPolicy = {
  /** A difference younger than this may still be on its way to us: it is left alone. */
  readonly raceWindow: Micros;
  /** An unanswered request may arrive at the broker this late. */
  readonly graceWindow: Micros;
  /** How long an answer is waited for, to a query or to a request. */
  readonly answerTimeout: Micros;
  /** From the end of one round to the next, once all is well. */
  readonly cycle: Micros;
  /** The same while something is open. */
  readonly retry: Micros;
  /** In how many rounds an order must be missing before the broker is asked for it by name. */
  readonly missingRounds: number;
  /** How many orders may be asked for by name in one round. */
  readonly targetedQueriesMax: number;
  /** Orders placed before this are none of our business. */
  readonly since: Timestamp;
  /** Whether the broker gives our order ids back; if not, lost orders are known by what they ask. */
  readonly areIdsGivenBack: boolean;
  /** Instruments that somebody else looks after. */
  readonly ignored: ReadonlySet<InstrumentId>;
};

/** The patience that holds unless a configuration says otherwise. */
export const reconciliationDefaults: ReconciliationPolicy = {
  raceWindow: toMicros(5 * MICROS_PER_SECOND),
  graceWindow: toMicros(30 * MICROS_PER_SECOND),
  answerTimeout: toMicros(10 * MICROS_PER_SECOND),
  cycle: toMicros(30 * MICROS_PER_SECOND),
  retry: toMicros(2 * MICROS_PER_SECOND),
  missingRounds: 3,
  targetedQueriesMax: 5,
  since: toTimestamp(0),
  areIdsGivenBack: true,
  ignored: new Set(),
};

/** Throws where a policy cannot work. */
export function assertPolicy(policy: ReconciliationPolicy): void {
  const { raceWindow, graceWindow, answerTimeout, cycle, retry } = policy;
  const spans = { raceWindow, graceWindow, answerTimeout, cycle, retry };
  for (const [name, span] of Object.entries(spans)) {
    assert(span >= 0, `${name} of ${span} µs is before it begins`);
  }
  const counts = {
    missingRounds: policy.missingRounds,
    targetedQueriesMax: policy.targetedQueriesMax,
  };
  for (const [name, count] of Object.entries(counts)) {
    assert(
      Number.isSafeInteger(count) && count > 0,
      `${name} ${count} is not a whole number above 0`,
    );
  }
}
