import { formatDay, parseDay, weekdayOf } from 'argosy/core';

import type { CalendarZone, MarketCalendars } from './calendar-rules.ts';
import { notKnown, type Answer } from './dated-rules.ts';
import { newYorkClock } from './new-york-time.ts';
import type { PlainWindow } from './session-words.ts';

/** A calendar as a run file writes it: plain data, resolved from the dated rules. */
export type PlainCalendar = Readonly<Record<string, unknown>> & { readonly id: string };

/** Which days of which calendar; both days belong to it. */
export type CalendarSpan = {
  readonly market: string;
  /** What instruments name it by. */
  readonly id: string;
  readonly from: string;
  readonly until: string;
};

/** The longest span that is resolved at once, some thirty years. */
const SPAN_DAYS_MAX = 11_000;
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * The sessions of a market from one day to another as a calendar of a run file. The week is the one
 * that most days have; every other day is a special one or a holiday. A span with a day that is not
 * known has none.
 */
export function plainCalendar(
  calendars: MarketCalendars,
  { market, id, from, until }: CalendarSpan,
): Answer<PlainCalendar> {
  const [first, last] = [parseDay(from), parseDay(until)];
  if (!first.ok) return notKnown(first.refusal.reason);
  if (!last.ok) return notKnown(last.refusal.reason);
  if (last.value < first.value) return notKnown(`${until} is before ${from}`);
  if (last.value - first.value > SPAN_DAYS_MAX) {
    return notKnown(`${from} to ${until} is longer than ${SPAN_DAYS_MAX} days`);
  }
  const days = new Map<number, readonly PlainWindow[]>();
  for (let day = first.value; day <= last.value; day += 1) {
    const sessions = calendars.on(market, day);
    if (!sessions.known) return sessions;
    days.set(day, sessions.value.windows);
  }
  const week = usualWeek(days);
  const others = othersThan(week, days);
  const closed = others.filter(([, windows]) => windows.length === 0);
  const special = others.filter(([, windows]) => windows.length > 0);
  const years = [from, until].map((day) => Number(day.slice(0, 4)));
  return {
    known: true,
    value: {
      id,
      ...clockOf(calendars.zoneOf(market), years),
      week: Object.fromEntries(names.map((name, at) => [name, week[at] ?? []])),
      holidays: closed.map(([day]) => formatDay(day)),
      specials: Object.fromEntries(special.map(([day, windows]) => [formatDay(day), windows])),
    },
  };
}

/** The sessions that are the commonest on each day of the week, Monday first. */
export function usualWeek(
  days: ReadonlyMap<number, readonly PlainWindow[]>,
): readonly (readonly PlainWindow[])[] {
  return names.map((_, at) => {
    const counts = new Map<string, { count: number; windows: readonly PlainWindow[] }>();
    for (const [day, windows] of days) {
      if (weekdayOf(day) !== at + 1) continue;
      const entry = counts.get(JSON.stringify(windows)) ?? { count: 0, windows };
      entry.count += 1;
      counts.set(JSON.stringify(windows), entry);
    }
    const [most] = [...counts.values()].sort((one, other) => other.count - one.count);
    return most?.windows ?? [];
  });
}

/** The days whose sessions are not those of the week. */
export function othersThan(
  week: readonly (readonly PlainWindow[])[],
  days: ReadonlyMap<number, readonly PlainWindow[]>,
): readonly (readonly [day: number, windows: readonly PlainWindow[]])[] {
  return [...days].filter(([day, windows]) => !isUsual(week, day, windows));
}

function isUsual(
  week: readonly (readonly PlainWindow[])[],
  day: number,
  windows: readonly PlainWindow[],
): boolean {
  return JSON.stringify(week[weekdayOf(day) - 1] ?? []) === JSON.stringify(windows);
}

function clockOf(
  zone: CalendarZone,
  [fromYear = 0, toYear = 0]: readonly number[],
): Readonly<Record<string, unknown>> {
  if (zone === 'newYork') return { offsets: newYorkClock(fromYear, toYear) };
  return { offset: zone === 'india' ? '+05:30' : '+00:00' };
}
