import {
  formatTimestamp,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  nseEquity,
  parseTimestamp,
  SessionClock,
  toMicros,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { farthest, nextRun, type JobSchedule } from './job-schedule.ts';

const at = (text: string) => unwrap(parseTimestamp(text)).at;
const clock = new SessionClock(nseEquity);
const daily: JobSchedule = { kind: 'daily', at: toMicros(8 * MICROS_PER_HOUR), clock };
const next = (now: string): string =>
  formatTimestamp(nextRun(daily, { planned: at(now), now: at(now) }));

describe('a daily job', () => {
  test('runs at its time of day where the exchange is', () => {
    expect(next('2026-11-20T00:00:00Z')).toBe('2026-11-20T02:30:00Z');
  });

  test('runs on the next day once its time has come', () => {
    expect(next('2026-11-20T02:30:00Z')).toBe('2026-11-21T02:30:00Z');
  });

  test('goes by the day of the exchange, which is ahead', () => {
    expect(next('2026-11-20T23:00:00Z')).toBe('2026-11-21T02:30:00Z');
  });
});

const instant = fc.integer({ min: 0, max: 4e15 }).map(toTimestamp);
const interval = fc.integer({ min: 1, max: MICROS_PER_DAY }).map(toMicros);

test('an interval keeps its grid whatever was missed, and never waits longer than itself', () => {
  fc.assert(
    fc.property(interval, instant, instant, (micros, planned, now) => {
      const found = nextRun({ kind: 'every', micros }, { planned, now });
      const later = Math.max(planned, now);
      expect((found - planned) % micros).toBe(0);
      expect(found > now && found <= later + micros).toBe(true);
    }),
  );
});

test('a day’s time comes once in each day and never behind the farthest', () => {
  fc.assert(
    fc.property(instant, interval, (now, time) => {
      const schedule: JobSchedule = {
        kind: 'daily',
        at: toMicros(time % MICROS_PER_DAY),
        clock,
      };
      const found = nextRun(schedule, { planned: now, now });
      expect(found > now && found <= now + farthest(schedule)).toBe(true);
      expect((found + clock.offsetAt(found)) % MICROS_PER_DAY).toBe(schedule.at);
    }),
  );
});
