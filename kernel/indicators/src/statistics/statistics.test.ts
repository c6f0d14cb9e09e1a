import { expect, test } from 'vitest';

import { standardDeviation } from './standard-deviation.ts';
import { sum } from './sum.ts';
import { variance } from './variance.ts';

test('a huge input leaves nothing behind once it has left the window twice over', () => {
  const values = Float64Array.from({ length: 40 }, (_, at) => (at === 5 ? 1e300 : 3));
  expect(sum.over(values, { period: 4 }).sum.at(-1)).toBe(12);
  expect(variance.over(values, { period: 4 }).variance.at(-1)).toBe(0);
});

test('a small spread at a high price is not lost in the squares of the price', () => {
  const values = Float64Array.from({ length: 200 }, (_, at) => 1e9 + (at % 2 === 0 ? 0.25 : -0.25));
  const line = standardDeviation.over(values, { period: 20 }).standardDeviation;
  expect(line.slice(19).every((value) => Math.abs(value - 0.25) < 1e-6)).toBe(true);
});

test('a sum of a million inputs is as near as the first', () => {
  const values = Float64Array.from({ length: 1_000_000 }, (_, at) => 0.1 * (1 + (at % 7)));
  const line = sum.over(values, { period: 7 }).sum;
  expect(Math.abs((line.at(-1) ?? NaN) - 2.8)).toBeLessThan(1e-14);
});

test('a sum of zeros is zero, whatever went before them', () => {
  const values = Float64Array.of(0.1, 0.2, 0, 0, 0);
  expect(sum.over(values, { period: 3 }).sum.at(-1)).toBe(0);
});
