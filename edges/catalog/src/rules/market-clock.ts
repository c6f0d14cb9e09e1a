import {
  formatDay,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  parseDay,
  parseTimestamp,
  SessionClock,
  toCalendarId,
  toMicros,
  toTimestamp,
  unwrap,
  type SessionWindow,
  type TradingCalendar,
} from 'argosy/core';

import type { CalendarZone } from './calendar-rules.ts';
import { marketCalendars } from './calendars-file.ts';
import { newYorkClock } from './new-york-time.ts';
import { othersThan, usualWeek } from './plain-calendar.ts';
import type { PlainWindow } from './session-words.ts';

/** From when to when the days are looked at that calendars know; what they do not is left out. */
const FIRST = unwrap(parseDay('2019-01-01'));
const LAST = unwrap(parseDay('2026-12-31'));
/** The years whose summer times are told. */
const CLOCK_FROM = 1967;
const CLOCK_UNTIL = 2060;
const INDIA_OFFSET = toMicros(5 * MICROS_PER_HOUR + 30 * MICROS_PER_MINUTE);

const calendars = new Map<string, TradingCalendar>();

/** The clock of a market by its dated rules; null where no market is called so. */
export function marketClock(market: string): SessionClock | null {
  const calendar = marketCalendar(market);
  return calendar === null ? null : new SessionClock(calendar);
}

/**
 * The calendar of a market by its dated rules, whatever the case of its name, for times of any year: on days
 * that the rules do not know it has the hours of most of those they do. Null where no market is called so.
 */
export function marketCalendar(market: string): TradingCalendar | null {
  const id = market.toLowerCase();
  if (!marketCalendars().ids.includes(id)) return null;
  const made = calendars.get(id) ?? calendarOf(id);
  calendars.set(id, made);
  return made;
}

function calendarOf(market: string): TradingCalendar {
  const known = marketCalendars();
  const days = new Map<number, readonly PlainWindow[]>();
  for (let day = FIRST; day <= LAST; day += 1) {
    const sessions = known.on(market, day);
    if (sessions.known) days.set(day, sessions.value.windows);
  }
  const week = usualWeek(days).map(windowsOf);
  const [mon = [], tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = week;
  const others = othersThan(usualWeek(days), days);
  return {
    id: toCalendarId(market.toUpperCase()),
    offsets: offsetsOf(known.zoneOf(market)),
    week: { 1: mon, 2: tue, 3: wed, 4: thu, 5: fri, 6: sat, 7: sun },
    holidays: [],
    specials: Object.fromEntries(
      others.map(([day, windows]) => [formatDay(day), windowsOf(windows)]),
    ),
  };
}

function offsetsOf(zone: CalendarZone): TradingCalendar['offsets'] {
  if (zone !== 'newYork') {
    return [{ from: toTimestamp(0), offset: zone === 'india' ? INDIA_OFFSET : toMicros(0) }];
  }
  return newYorkClock(CLOCK_FROM, CLOCK_UNTIL)
    .map(({ from, offset }) => ({ from: unwrap(parseTimestamp(from)).at, offset: ahead(offset) }))
    .filter(({ from }) => from >= 0);
}

/** `-04:00`, always west of Greenwich. */
function ahead(offset: string): TradingCalendar['offsets'][number]['offset'] {
  return toMicros(-Number(offset.slice(1, 3)) * MICROS_PER_HOUR);
}

function windowsOf(windows: readonly PlainWindow[]): readonly SessionWindow[] {
  return windows.map(({ phase, from, until }) => {
    return { phase, fromMicros: minutes(from), untilMicros: minutes(until) };
  });
}

function minutes(text: string): SessionWindow['fromMicros'] {
  const [hours, rest] = text.split(':');
  return toMicros(Number(hours) * MICROS_PER_HOUR + Number(rest) * MICROS_PER_MINUTE);
}
