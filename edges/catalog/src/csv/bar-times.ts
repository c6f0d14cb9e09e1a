import { brand, MICROS_PER_DAY, type SessionClock, type Timestamp } from 'argosy/core';

/** From when to when a bar runs. */
export type BarTimes = { readonly opensAt: Timestamp; readonly closesAt: Timestamp };

/** How many open stretches are looked through for those of one day. */
const STRETCHES_MAX = 32;

/** The open and the close of a trading day, the first and the last where it pauses; null without. */
export function sessionOfDay(session: SessionClock, day: number): BarTimes | null {
  const utcMidnight = brand<Timestamp>(day * MICROS_PER_DAY);
  const midnight = brand<Timestamp>(utcMidnight - session.offsetAt(utcMidnight));
  const nextMidnight = brand<Timestamp>(midnight + MICROS_PER_DAY);
  const around = session.intervalAt(midnight);
  if (around.phase === 'open' && around.until >= nextMidnight) {
    return { opensAt: midnight, closesAt: nextMidnight };
  }
  // A session may begin on the evening before its day.
  let at = brand<Timestamp>(midnight - MICROS_PER_DAY - 1);
  let opensAt: Timestamp | null = null;
  let closesAt = at;
  for (let stretch = 0; stretch < STRETCHES_MAX; stretch += 1) {
    at = session.nextOpen(at);
    const tradingDay = session.tradingDay(at);
    if (tradingDay > day) break;
    if (tradingDay < day) continue;
    opensAt ??= at;
    closesAt = session.nextClose(at);
  }
  return opensAt === null ? null : { opensAt, closesAt };
}

/** A day from midnight to midnight by a clock that is `offset` ahead of UTC. */
export function calendarDay(day: number, offset: number): BarTimes {
  const opensAt = day * MICROS_PER_DAY - offset;
  return {
    opensAt: brand<Timestamp>(opensAt),
    closesAt: brand<Timestamp>(opensAt + MICROS_PER_DAY),
  };
}
