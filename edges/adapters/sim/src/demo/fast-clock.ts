import { toTimestamp, type Timestamp } from 'argosy/core';
import type { TradingDay } from '@argosy/catalog/markets';

import type { SimClock } from '../sim-clock.ts';

/** After the close the clock runs on so long: what ends with a day ends before the next begins. */
const BEHIND_CLOSE_US = 60_000_000;

/**
 * Time that runs faster than a clock's, and leaves out what lies between the days of trading. It begins at an instant of
 * its own, and goes on at the clock's pace behind the last day.
 */
export function fastClock(
  clock: SimClock,
  days: () => readonly TradingDay[],
  { from, speed }: { readonly from: Timestamp; readonly speed: number },
): SimClock {
  let known = days();
  let spans = spansOf(known);
  let seen: number = clock.now();
  let at: number = from;
  const now = (): Timestamp => {
    const wall = clock.now();
    if (days() !== known) [known, spans] = [days(), spansOf(days())];
    at = later(spans, at, (wall - seen) * speed);
    seen = wall;
    return toTimestamp(Math.floor(at));
  };
  return {
    now,
    pace: clock.pace * speed,
    after: (delayUs, run) => clock.after(Math.ceil(delayUs / speed), run),
  };
}

type Span = { readonly from: number; readonly until: number };

function spansOf(days: readonly TradingDay[]): readonly Span[] {
  return days.map(({ preOpen, from: open, until }) => {
    return { from: preOpen?.from ?? open, until: until + BEHIND_CLOSE_US };
  });
}

/** The instant so much time behind another, that of between the spans not counted. */
function later(spans: readonly Span[], at: number, by: number): number {
  let [instant, left] = [at, by];
  for (const { from, until } of spans) {
    if (instant >= until) continue;
    instant = Math.max(instant, from);
    if (instant + left < until) return instant + left;
    left -= until - instant;
    instant = until;
  }
  return instant + left;
}
