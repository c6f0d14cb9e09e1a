import { expect, test } from 'vitest';

import { correlation } from './correlation.ts';
import { covariance } from './covariance.ts';
import { dickeyFuller } from './dickey-fuller.ts';
import { minMaxIndex } from './extreme-index.ts';
import { halfLife } from './half-life.ts';
import { standardDeviation } from './standard-deviation.ts';
import { sum } from './sum.ts';
import { variance } from './variance.ts';
import { zScore } from './z-score.ts';

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

test('two series at a billion are as near to one another as at zero', () => {
  const wave = (level: number): Float64Array =>
    Float64Array.from({ length: 300 }, (_, row) => level + ((row * 7) % 16) / 64);
  const other = Float64Array.from({ length: 300 }, (_, row) => 1e9 - ((row * 5) % 16) / 32);
  const near = covariance.over({ value: wave(0), other }, { period: 24 }).covariance;
  const far = covariance.over({ value: wave(1e9), other }, { period: 24 }).covariance;
  const both = correlation.over({ value: wave(1e9), other }, { period: 24 }).correlation;
  for (let row = 23; row < 300; row += 1) {
    expect(Math.abs((far[row] ?? NaN) - (near[row] ?? NaN))).toBeLessThan(1e-9);
    expect(Math.abs(both[row] ?? NaN)).toBeLessThan(1);
  }
});

test.each([0.1, 0.7, 3.3, 12.7])(
  'what stands still at %d has no spread, however far it jumped',
  (level) => {
    const values = Float64Array.from({ length: 90 }, (_, row) =>
      row < 40 ? row * 123_456.7 : level,
    );
    const { zScore: scores } = zScore.over(values, { period: 9 });
    expect(scores.slice(40 + 8)).toEqual(new Float64Array(90 - 48));
    const { correlation: line } = correlation.over({ value: values, other: values }, { period: 9 });
    expect(line.slice(40 + 8)).toEqual(new Float64Array(90 - 48));
    expect(line[30]).toBe(1);
  },
);

test('places counted from the start and back from now are the same', () => {
  const values = Float64Array.from({ length: 60 }, (_, row) => (row * row) % 13);
  const start = minMaxIndex.over(values, { period: 7 });
  const now = minMaxIndex.over(values, { period: 7, from: 'now' });
  for (let row = 6; row < 60; row += 1) {
    expect((start.minIndex[row] ?? NaN) + (now.minIndex[row] ?? NaN)).toBe(row);
    expect((start.maxIndex[row] ?? NaN) + (now.maxIndex[row] ?? NaN)).toBe(row);
  }
});

test('prices come back to their mean at a billion as at a hundred, and after a jump from there', () => {
  const wave = (level: number): Float64Array =>
    Float64Array.from({ length: 400 }, (_, row) => level + ((row * row * 7) % 32) / 64);
  const jumped = Float64Array.from([...wave(1e9).subarray(0, 150), ...wave(100).subarray(150)]);
  const tested = [wave(100), wave(1e9), jumped].map((values) => [
    dickeyFuller.over(values, { period: 40 }).dickeyFuller,
    halfLife.over(values, { period: 40 }).halfLife,
  ]);
  const [near = [], far = [], after = []] = tested;
  for (const [place, line] of near.entries()) {
    for (let row = 192; row < 400; row += 1) {
      expect(far[place]?.[row]).toBeCloseTo(line[row] ?? NaN, 6);
      expect(after[place]?.[row]).toBeCloseTo(line[row] ?? NaN, 9);
    }
  }
});
