import { toTimestamp, type Timestamp } from 'argosy/core';

/** The time that a simulated broker lives in. */
export type SimClock = {
  /** Never goes back. */
  readonly now: () => Timestamp;
  /** Runs something once, so many microseconds later at the earliest, never at once; gives back what calls it off. */
  readonly after: (delayUs: number, run: () => void) => () => void;
  /** How much of this time passes in a microsecond of the wall clock. */
  readonly pace: number;
};

const MICROS_PER_MILLI = 1000;
/** Longer waits are cut: a timer of Node's holds 24 days at most. */
const WAIT_MILLIS_MAX = 3_600_000;

/** The machine's own time; where its clock is set back, it stands still until that is made up for. */
export function machineClock(): SimClock {
  let last = 0;
  return {
    pace: 1,
    now: () => {
      last = Math.max(
        last,
        Math.round((performance.timeOrigin + performance.now()) * MICROS_PER_MILLI),
      );
      return toTimestamp(last);
    },
    after: (delayUs, run) => {
      const millis = Math.min(WAIT_MILLIS_MAX, Math.ceil(delayUs / MICROS_PER_MILLI));
      const timer = setTimeout(run, Math.max(0, millis));
      return () => clearTimeout(timer);
    },
  };
}
