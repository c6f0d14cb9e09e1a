import {
  alwaysOpen,
  knownCalendars,
  MICROS_PER_DAY,
  parseDay,
  parseTimestamp,
  SessionClock,
  toTimestamp,
  type Timestamp,
  type TradingCalendar,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { failReading } from './fields.ts';

/** What prices and days of a run are measured by. */
export type RunUnits = {
  readonly instruments: readonly Pick<Instrument, 'id' | 'pricePrecision' | 'calendar'>[];
  readonly calendars: readonly TradingCalendar[];
};

/** How many decimal places the prices of an instrument have; two where nothing is known of it. */
export function precisionOf(id: string, { instruments }: RunUnits): number {
  return instruments.find((one) => one.id === id)?.pricePrecision ?? 2;
}

/** The clock that an instrument is traded by; that of no zone where nothing is known of it. */
export function clockOf(id: string | null, { instruments, calendars }: RunUnits): SessionClock {
  const name = instruments.find((one) => one.id === id)?.calendar;
  const calendar = [...knownCalendars, ...calendars].find((one) => one.id === name);
  return new SessionClock(calendar ?? alwaysOpen);
}

/** An instant with its zone, or a day, which is the midnight that it begins with where it is traded. */
export function readDayOrInstant(text: string, clock: SessionClock): Timestamp {
  const day = parseDay(text);
  if (day.ok) {
    const midnight = toTimestamp(day.value * MICROS_PER_DAY);
    return toTimestamp(midnight - clock.offsetAt(midnight));
  }
  const instant = parseTimestamp(text);
  if (instant.ok) return instant.value.at;
  return failReading(`expected a day, 2026-11-20, or an instant with its zone, got ${text}`);
}
