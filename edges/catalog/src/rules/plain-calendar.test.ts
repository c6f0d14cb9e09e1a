import { readRunFile } from 'argosy/backtest';
import {
  formatDay,
  MICROS_PER_DAY,
  parseDay,
  parseTimestamp,
  SessionClock,
  unwrap,
  type TradingCalendar,
} from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { marketCalendars } from './calendars-file.ts';
import { isNewYorkSummer } from './new-york-time.ts';
import { plainCalendar } from './plain-calendar.ts';

const calendars = marketCalendars();
const dayOf = (text: string): number => unwrap(parseDay(text));

/** A calendar as the kernel reads it from a run file. */
function kernelCalendar(market: string, from: string, until: string): TradingCalendar {
  const plain = plainCalendar(calendars, { market, id: 'M', from, until });
  if (!plain.known) throw new Error(plain.why);
  const read = readRunFile({
    calendars: [plain.value],
    instruments: [{ id: 'X.NSE', calendar: 'M' }],
    accounts: [{ id: 'A1', balance: '1000.00 INR' }],
    sources: [{ file: 'rows.csv' }],
    strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  const [calendar] = read.value.config.calendars ?? [];
  if (calendar === undefined) throw new Error('no calendar');
  return calendar;
}

test.each([
  ['nse', '2019-01-01', '2026-11-07'],
  ['nse-cas', '2026-01-01', '2026-11-07'],
  ['nfo', '2024-01-01', '2026-11-07'],
  ['mcx', '2019-10-28', '2020-01-31'],
  ['mcx', '2020-02-02', '2022-10-23'],
  ['mcx', '2022-10-25', '2026-11-07'],
  ['cds', '2024-01-01', '2024-12-31'],
  ['cds', '2026-01-01', '2026-11-07'],
  ['nyse', '2019-01-01', '2026-12-31'],
  ['us-extended', '2024-01-01', '2024-12-31'],
  ['24x7', '2024-01-01', '2024-12-31'],
])('%s from %s to %s is the same day by day in the kernel', (market, from, until) => {
  const clock = new SessionClock(kernelCalendar(market, from, until));
  for (let day = dayOf(from); day <= dayOf(until); day += 1) {
    const own = calendars.on(market, day);
    const expected = own.known ? own.value.windows : [];
    const found = clock.sessionsOf(day).map((session) => {
      const offset = clock.offsetAt(unwrap(parseTimestamp(`${formatDay(day)}T12:00:00Z`)).at);
      const time = (at: number): string => {
        const minutes = (at + offset - day * MICROS_PER_DAY) / 60_000_000;
        const text = (value: number): string => String(value).padStart(2, '0');
        return `${text(Math.floor(minutes / 60))}:${text(minutes % 60)}`;
      };
      return { phase: session.phase, from: time(session.from), until: time(session.until) };
    });
    expect([formatDay(day), found]).toEqual([formatDay(day), expected]);
  }
});

test('the week is the commonest one, and only other days are told by themselves', () => {
  const { week, specials, holidays } = kernelCalendar('mcx', '2025-02-03', '2025-10-20');
  // New York has summer time for most of these days: the late closes until 7 March are special.
  expect(week[1]).toHaveLength(1);
  expect(Object.keys(specials).filter((day) => day < '2025-03-08')).toHaveLength(25);
  expect(Object.keys(specials).filter((day) => day >= '2025-03-10')).toEqual([
    '2025-03-14',
    '2025-03-31',
    '2025-04-10',
    '2025-04-14',
    '2025-05-01',
    '2025-08-27',
  ]);
  expect(holidays).toEqual(['2025-04-18', '2025-08-15', '2025-10-02']);
});

describe('a span', () => {
  const why = (from: string, until: string, market = 'nse'): string => {
    const answer = plainCalendar(calendars, { market, id: 'M', from, until });
    return answer.known ? 'known' : answer.why;
  };

  test.each([
    ['2026-11-01', '2026-11-30', 'the hours of 2026-11-08 are not known'],
    ['2018-12-01', '2019-01-31', 'not known before 2019-01-01'],
    ['2026-01-02', '2026-01-01', '2026-01-01 is before 2026-01-02'],
    ['1990-01-01', '2026-01-01', 'longer than'],
    ['2026-1-1', '2026-01-01', 'expected YYYY-MM-DD'],
    ['2026-01-01', 'now', 'expected YYYY-MM-DD'],
  ])('from %s to %s has no calendar: %s', (from, until, expected) => {
    expect(why(from, until)).toContain(expected);
  });

  test('of one day is that day', () => {
    expect(kernelCalendar('nse', '2024-11-01', '2024-11-01').week[5]).toHaveLength(1);
  });
});

// The days on which the clocks of New York change, as they were published.
test.each([
  ['2019-03-10', '2019-11-03'],
  ['2020-03-08', '2020-11-01'],
  ['2021-03-14', '2021-11-07'],
  ['2022-03-13', '2022-11-06'],
  ['2023-03-12', '2023-11-05'],
  ['2024-03-10', '2024-11-03'],
  ['2025-03-09', '2025-11-02'],
  ['2026-03-08', '2026-11-01'],
])('New York has summer time from %s to %s', (from, until) => {
  const around = [dayOf(from) - 1, dayOf(from), dayOf(until) - 1, dayOf(until)];
  expect(around.map(isNewYorkSummer)).toEqual([false, true, true, false]);
});

test('the open of NYSE keeps its local time when the clocks change', () => {
  const clock = new SessionClock(kernelCalendar('nyse', '2026-01-01', '2026-12-31'));
  const openOf = (day: string): string => {
    const [session] = clock.sessionsOf(dayOf(day));
    return new Date((session?.from ?? 0) / 1000).toISOString();
  };
  expect(openOf('2026-03-06')).toBe('2026-03-06T14:30:00.000Z');
  expect(openOf('2026-03-09')).toBe('2026-03-09T13:30:00.000Z');
  expect(openOf('2026-11-02')).toBe('2026-11-02T14:30:00.000Z');
});
