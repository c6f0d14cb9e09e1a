import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { dateOfDay, dayOfDate, isDate } from './civil.ts';

const MILLIS_PER_DAY = 86_400_000;
/** As far as `Date` reaches, which is farther than microseconds do. */
const days = fc.integer({ min: -719_162, max: 2_932_896 });

describe('a day number', () => {
  test('counts from 1970-01-01', () => {
    expect(dayOfDate({ year: 1970, month: 1, day: 1 })).toBe(0);
  });

  test('is the date that Date says', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * MILLIS_PER_DAY);
        expect(dateOfDay(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('comes back from its date', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(dayOfDate(dateOfDay(day))).toBe(day);
      }),
    );
  });

  test('is right for every day of four centuries', () => {
    const from = dayOfDate({ year: 1900, month: 1, day: 1 });
    const wrong = Array.from({ length: 146_097 }, (_, index) => from + index).filter(
      (day) => dayOfDate(dateOfDay(day)) !== day || !isDate(dateOfDay(day)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the calendar', () => {
  test.each([
    [2000, true],
    [1900, false],
    [2024, true],
    [2026, false],
  ])('of %d has a 29 February: %s', (year, expected) => {
    expect(isDate({ year, month: 2, day: 29 })).toBe(expected);
  });

  test.each([
    [2026, 0, 1],
    [2026, 13, 1],
    [2026, 1, 0],
    [2026, 1, 32],
    [2026, 4, 31],
    [2026, 2, 30],
    [2026, Number.NaN, 1],
    [2026, 1, Number.NaN],
    [Number.NaN, 1, 1],
    [2026, 1.5, 1],
    [2026, 1, 1.5],
  ])('has no %d-%d-%d', (year, month, day) => {
    expect(isDate({ year, month, day })).toBe(false);
  });
});
