import fc from 'fast-check';
import { expect, test } from 'vitest';

import { axisOf, microsOf, timeTicks } from './axes.ts';

test('an axis holds every value and has a few round lines', () => {
  const numbers = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, (values) => {
      const axis = axisOf(values, String);
      for (const value of values) {
        expect(axis.place(value)).toBeGreaterThanOrEqual(-1e-6);
        expect(axis.place(value)).toBeLessThanOrEqual(1 + 1e-6);
      }
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
    }),
  );
});

test('an axis of nothing is one all the same', () => {
  expect(axisOf([], String).ticks.length).toBeGreaterThan(1);
});

test('days are written where there are many, and hours where there are few', () => {
  expect(timeTicks(['2020-01-01', '2024-01-01'], 2).map(({ text }) => text)).toEqual([
    '2020-12',
    '2022-12',
  ]);
  expect(
    timeTicks(['2024-01-01T09:00:00Z', '2024-01-01T15:00:00Z'], 1).map(({ text }) => text),
  ).toEqual(['01-01 12:00']);
  expect(timeTicks(['2024-01-01'])).toEqual([]);
});

test('what is no instant has no place in time', () => {
  expect(microsOf('tomorrow')).toBeNaN();
  expect(microsOf('1970-01-02')).toBe(86_400_000_000);
});
