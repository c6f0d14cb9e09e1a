import { alwaysOpen, MICROS_PER_MINUTE, nseEquity, SessionClock, toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { openTimeBefore } from './open-time.ts';

const nse = new SessionClock(nseEquity);
const instant = (day: number, hour: number, minute: number) =>
  toTimestamp(Date.UTC(2026, 10, day, hour, minute) * 1_000);
/** NSE opens at 03:45 UTC and closes at 10:00. */
const back = (at: number, minutes: number, count: number) =>
  new Date(
    openTimeBefore(nse, toTimestamp(at), { span: minutes * MICROS_PER_MINUTE, count }) / 1_000,
  ).toISOString();

test('nights and weekends are left out', () => {
  // Monday, ten minutes into the day: five of them, then the end of Friday.
  expect(back(instant(23, 3, 55), 1, 5)).toBe('2026-11-23T03:50:00.000Z');
  expect(back(instant(23, 3, 55), 1, 25)).toBe('2026-11-20T09:45:00.000Z');
  expect(back(instant(22, 12, 0), 15, 2)).toBe('2026-11-20T09:30:00.000Z');
});

test('a bar of a day takes a day of trading', () => {
  expect(back(instant(23, 5, 0), 1_440, 1)).toBe('2026-11-23T03:45:00.000Z');
  expect(back(instant(23, 5, 0), 1_440, 3)).toBe('2026-11-19T03:45:00.000Z');
});

test('a market that never closes goes back as far as the bars are long', () => {
  const at = instant(23, 5, 0);
  const clock = new SessionClock(alwaysOpen);
  const span = 60 * MICROS_PER_MINUTE;
  expect(openTimeBefore(clock, at, { span, count: 200 })).toBe(at - 200 * span);
});
