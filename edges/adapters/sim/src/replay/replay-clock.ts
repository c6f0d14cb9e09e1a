import { toTimestamp, type Timestamp } from 'argosy/core';

import type { SimClock } from '../sim-clock.ts';

/** Nothing comes for so long: a night, which nobody wants to sit through. */
const GAP_US_MIN = 1_800_000_000;
/** So much of it is left at either end: what ends with a day ends before the next one begins. */
const LINGER_US = 60_000_000;

/** What a clock of a recording knows of it. */
export type Recording = {
  /** When the last row came, and when the next one does. */
  readonly lastAt: number;
  readonly nextAt: number;
};

/** Time that stands still until it is told to begin. */
export type ReplayClock = SimClock & { readonly begin: () => void };

/** Time as it went by in a recording, faster or slower than a clock's; nights are left out but for a minute at either end. */
export function replayClock(
  clock: SimClock,
  recording: Recording,
  { from, speed }: { readonly from: Timestamp; readonly speed: number },
): ReplayClock {
  let isBegun = false;
  let seen: number = clock.now();
  let at: number = from;
  const now = (): Timestamp => {
    const wall = clock.now();
    if (isBegun) at = behindGap(at + (wall - seen) * speed, recording);
    seen = wall;
    return toTimestamp(Math.floor(at));
  };
  return {
    now,
    begin: () => {
      seen = clock.now();
      isBegun = true;
    },
    pace: clock.pace * speed,
    after: (delayUs, run) => clock.after(Math.ceil(delayUs / speed), run),
  };
}

function behindGap(at: number, { lastAt, nextAt }: Recording): number {
  const isGap = nextAt - lastAt >= GAP_US_MIN && Number.isFinite(nextAt);
  const until = nextAt - LINGER_US;
  return isGap && at > lastAt + LINGER_US && at < until ? until : at;
}
