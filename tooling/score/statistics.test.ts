import { expect, test } from 'vitest';
import { percent, percentile } from './statistics.ts';

test('takes the nearest rank of unsorted numbers', () => {
  const numbers = [5, 1, 4, 2, 3];
  expect([0.5, 0.9, 1].map((share) => percentile(numbers, share))).toEqual([3, 5, 5]);
});

test('has an answer for no numbers at all', () => {
  expect(percentile([], 0.5)).toBe(0);
  expect(percent(0, 0)).toBe(100);
});
