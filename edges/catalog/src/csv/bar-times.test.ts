import {
  alwaysOpen,
  formatTimestamp,
  nseEquity,
  SessionClock,
  toMicros,
  unwrap,
  parseDay,
  withHolidays,
  MICROS_PER_HOUR,
  type TradingCalendar,
} from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { calendarDay, sessionOfDay, type BarTimes } from './bar-times.ts';

const window = (from: number, until: number) => {
  const fromMicros = toMicros(from * MICROS_PER_HOUR);
  return { phase: 'open', fromMicros, untilMicros: toMicros(until * MICROS_PER_HOUR) } as const;
};
const everyDay = (...windows: readonly ReturnType<typeof window>[]): TradingCalendar => {
  const week = { 1: windows, 2: windows, 3: windows, 4: windows, 5: windows, 6: [], 7: [] };
  return { ...alwaysOpen, week };
};
const textOf = (times: BarTimes | null): readonly string[] | null =>
  times === null ? null : [formatTimestamp(times.opensAt), formatTimestamp(times.closesAt)];
const sessionOf = (calendar: TradingCalendar, day: string): readonly string[] | null =>
  textOf(sessionOfDay(new SessionClock(calendar), unwrap(parseDay(day))));

describe('the session of a day', () => {
  it('is that of the exchange', () => {
    expect(sessionOf(nseEquity, '2026-11-20')).toEqual([
      '2026-11-20T03:45:00Z',
      '2026-11-20T10:00:00Z',
    ]);
  });

  it('runs over a pause', () => {
    expect(sessionOf(everyDay(window(9, 12), window(13, 15)), '2026-11-20')).toEqual([
      '2026-11-20T09:00:00Z',
      '2026-11-20T15:00:00Z',
    ]);
  });

  it('may begin on the evening before', () => {
    expect(sessionOf(everyDay(window(-6, 16)), '2026-11-20')).toEqual([
      '2026-11-19T18:00:00Z',
      '2026-11-20T16:00:00Z',
    ]);
  });

  it('is the whole day where trading never pauses', () => {
    expect(sessionOf(alwaysOpen, '2026-11-20')).toEqual([
      '2026-11-20T00:00:00Z',
      '2026-11-21T00:00:00Z',
    ]);
  });

  it('is none on a holiday', () => {
    expect(sessionOf(withHolidays(nseEquity, ['2026-11-20']), '2026-11-20')).toBeNull();
  });

  it('is none on a weekend', () => {
    expect(sessionOf(nseEquity, '2026-11-21')).toBeNull();
  });
});

it('a calendar day runs between local midnights', () => {
  expect(textOf(calendarDay(1, MICROS_PER_HOUR))).toEqual([
    '1970-01-01T23:00:00Z',
    '1970-01-02T23:00:00Z',
  ]);
});
