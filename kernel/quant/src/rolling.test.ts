import { expect, it } from 'vitest';

import { computeBenchmarkRatios } from './ratios/benchmark-ratios.ts';
import { computeRatios } from './ratios/ratios.ts';
import { computeRolling, computeRollingBeside } from './rolling.ts';

const sample = [0.01, -0.02, 0.03, 0.01, -0.01];
const index = [0.02, -0.01, 0.02, 0, -0.03];

it('a rolling statistic is that of each window by itself', () => {
  const rolled = computeRolling(sample, 3, (some) => computeRatios(some).sharpe);
  const expected = [0, 1, 2].map((from) => computeRatios(sample.slice(from, from + 3)).sharpe);
  expect([...rolled]).toEqual([NaN, NaN, ...expected]);
});

it('a rolling statistic beside another takes the same window of both', () => {
  const betaOf = (own: Float64Array, other: Float64Array) =>
    computeBenchmarkRatios(own, other).beta;
  const rolled = computeRollingBeside(sample, index, 4, betaOf);
  expect(rolled[3]).toBe(computeBenchmarkRatios(sample.slice(0, 4), index.slice(0, 4)).beta);
  expect(rolled[4]).toBe(computeBenchmarkRatios(sample.slice(1), index.slice(1)).beta);
  expect(rolled.subarray(0, 3).every(Number.isNaN)).toBe(true);
});

it('a window without the statistic is a gap, and one longer than the sample leaves nothing else', () => {
  expect([...computeRolling([1, 1], 2, () => null)]).toEqual([NaN, NaN]);
  expect([...computeRolling([1, 1], 3, () => 1)]).toEqual([NaN, NaN]);
});

it.each([0, -1, 1.5, NaN])('a window of %d is refused', (window) => {
  expect(() => computeRolling(sample, window, () => 1)).toThrow(
    'expected a whole number above zero',
  );
});

it('samples of two lengths are refused', () => {
  expect(() => computeRollingBeside(sample, [1], 2, () => 1)).toThrow('5 beside 1');
});
