import { MICROS_PER_DAY, MICROS_PER_HOUR } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { limitDayBegins, limitDayOf } from './limit-day.ts';

describe('a day of the limits', () => {
  test.each([
    ['the last instant of the day', MICROS_PER_DAY - 1, 0, 0],
    ['midnight, where the last bar of the day closes', MICROS_PER_DAY, 0, 0],
    ['the first instant behind it', MICROS_PER_DAY + 1, 0, 1],
    ['the evening in UTC, of a clock behind it', MICROS_PER_DAY + 1, -5 * MICROS_PER_HOUR, 0],
    ['the morning of a clock ahead', MICROS_PER_DAY, 5.5 * MICROS_PER_HOUR, 1],
  ])('has %s', (_, at, offset, day) => {
    expect(limitDayOf(at, offset)).toBe(day);
  });

  test.each([0, 5.5 * MICROS_PER_HOUR, -5 * MICROS_PER_HOUR])(
    'begins with its first instant, by a clock %i ahead',
    (offset) => {
      const begins = limitDayBegins(20_000, offset);
      expect([limitDayOf(begins - 1, offset), limitDayOf(begins, offset)]).toEqual([
        19_999, 20_000,
      ]);
    },
  );
});
