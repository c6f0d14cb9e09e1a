import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp } from './amounts.ts';
import { ok, unwrap } from './result.ts';
import {
  dayNumber,
  days,
  formatDay,
  formatTimestamp,
  fromCivil,
  hours,
  later,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  minutes,
  parseDay,
  seconds,
  toCivil,
  weekdayOf,
} from './time.ts';

const timestamps = fc.maxSafeInteger().map(toTimestamp);
const offsets = fc
  .integer({ min: -14 * 60, max: 14 * 60 })
  .map((m) => toMicros(m * MICROS_PER_MINUTE));
const utc = toMicros(0);
const india = toMicros(5 * MICROS_PER_HOUR + 30 * MICROS_PER_MINUTE);
const at = (text: string, micros = 0) => toTimestamp(Date.parse(text) * 1000 + micros);
const midnight = { hour: 0, minute: 0, second: 0, micros: 0 };

describe('a timestamp as text', () => {
  test('leaves out a fraction of nothing', () => {
    expect(formatTimestamp(at('2026-11-20T09:15:00Z'))).toBe('2026-11-20T09:15:00Z');
  });

  test('has six digits of fraction', () => {
    expect(formatTimestamp(at('2026-11-20T09:15:00Z', 7))).toBe('2026-11-20T09:15:00.000007Z');
  });

  test('has nine digits where there are nanoseconds', () => {
    expect(formatTimestamp(at('2026-11-20T09:15:00Z'), 42)).toBe('2026-11-20T09:15:00.000000042Z');
  });

  test('counts forward before 1970', () => {
    expect(formatTimestamp(toTimestamp(-1))).toBe('1969-12-31T23:59:59.999999Z');
  });

  test('is what Date writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_007_199_254_740, max: 9_007_199_254_740 }), (millis) => {
        const expected = new Date(millis).toISOString().replace('.000Z', 'Z');
        const text = formatTimestamp(toTimestamp(millis * 1000));
        expect(text.replace(/000Z$/, 'Z')).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a wall clock', () => {
  test('shows the time of its zone', () => {
    expect(toCivil(at('2026-11-20T20:00:00.000Z', 5), india)).toEqual({
      year: 2026,
      month: 11,
      day: 21,
      hour: 1,
      minute: 30,
      second: 0,
      micros: 5,
    });
  });

  test('is read back to the microsecond', () => {
    fc.assert(
      fc.property(timestamps, offsets, (instant, offset) => {
        fc.pre(Number.isSafeInteger(instant + offset));
        expect(fromCivil(toCivil(instant, offset), offset)).toBe(instant);
      }),
    );
  });

  test.each([
    { month: 2, day: 29 },
    { hour: 24 },
    { minute: 60 },
    { second: 60 },
    { micros: 1_000_000 },
    { hour: -1 },
    { second: 0.5 },
  ])('never shows %j', (change) => {
    const civil = { year: 2026, month: 1, day: 1, ...midnight, ...change };
    expect(() => fromCivil(civil, utc)).toThrow(expect.objectContaining({ code: 'BAD_TIMESTAMP' }));
  });

  test('reaches as far as microseconds are exact', () => {
    const far = { year: 2256, month: 1, day: 1, ...midnight };
    expect(() => fromCivil(far, utc)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });
});

describe('a span', () => {
  test('is written in the unit one thinks in', () => {
    expect([seconds(2), minutes(2), hours(2), days(2)]).toEqual([
      2_000_000, 120_000_000, 7_200_000_000, 172_800_000_000,
    ]);
  });

  test('is whole microseconds, whatever the fraction', () => {
    expect([seconds(1.1), seconds(0.000_001), minutes(-0.5)]).toEqual([1_100_000, 1, -30_000_000]);
    expect(() => seconds(Number.NaN)).toThrow('span');
  });

  test('leads from an instant to a later one', () => {
    expect(later(toTimestamp(5), seconds(1))).toBe(1_000_005);
  });
});

describe('a day number', () => {
  test('is that of the clock’s zone', () => {
    const instant = at('2026-11-20T20:00:00Z');
    expect(dayNumber(instant, india) - dayNumber(instant)).toBe(1);
  });

  test('goes down before 1970', () => {
    expect(dayNumber(toTimestamp(-1))).toBe(-1);
  });

  test('falls on the day of the week that Date says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        const sunday0 = new Date((day * MICROS_PER_DAY) / 1000).getUTCDay();
        expect(weekdayOf(day)).toBe(sunday0 === 0 ? 7 : sunday0);
      }),
    );
  });

  test('that is not whole has no day of the week', () => {
    expect(() => weekdayOf(0.5)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });

  test('comes back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -104_000, max: 104_000 }), (day) => {
        expect(parseDay(formatDay(day))).toEqual(ok(day));
      }),
    );
  });

  test('of 2026-11-20 is a Friday', () => {
    expect(weekdayOf(unwrap(parseDay('2026-11-20')))).toBe(5);
  });

  test.each([
    '',
    '2026-11',
    '2026-11-31',
    '2026-02-29',
    '20261120',
    '2026-11-20 ',
    '2026-1-2',
    '٢٠٢٦-11-20',
  ])('is not written %j', (text) => {
    expect(parseDay(text)).toMatchObject({ ok: false, refusal: { code: 'BAD_DAY' } });
  });
});
