import { MICROS_PER_DAY, type SessionClock, type Timestamp } from 'argosy/core';

/** How many days back trading is looked for. */
const DAYS_MAX = 800;

/**
 * From when on so many bars of a length have room up to an instant, nights and holidays left out: a bar of a day takes a
 * day of trading, however long that is.
 */
export function openTimeBefore(
  clock: SessionClock,
  at: Timestamp,
  { span, count }: { readonly span: number; readonly count: number },
): number {
  let left = span * count;
  const today = clock.tradingDay(at);
  for (let day = today; day > today - DAYS_MAX; day -= 1) {
    const open = clock.sessionsOf(day).filter(({ phase, from }) => phase === 'open' && from < at);
    const [first] = open;
    if (first !== undefined && span >= MICROS_PER_DAY) left -= MICROS_PER_DAY;
    if (first !== undefined && left <= 0) return first.from;
    if (span >= MICROS_PER_DAY) continue;
    for (const { from, until } of open.toReversed()) {
      const end = Math.min(until, at);
      if (end - from >= left) return end - left;
      left -= end - from;
    }
  }
  return at - span * count;
}
