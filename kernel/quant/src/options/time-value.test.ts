import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { timeValueOf } from './time-value.ts';

describe('the time value of an option', () => {
  it.each([
    // By Black's formula with 40 digits (mpmath 1.4.1): greater over lesser, deviation, value.
    [1, 1e-6, 3.98942280401416e-7],
    [1, 0.07, 0.027920259125516617],
    [1.0001, 0.001, 0.00035095516196575376],
    [1.5, 0.08, 3.62095474686124e-9],
    [2, 0.1, 4.082966631587882e-14],
    [1.2, 2, 0.6531612143650102],
  ])(
    'at a ratio of %d and a deviation of %d is right to the last places',
    (ratio, by, expected) => {
      expect(Math.abs(timeValueOf(-Math.log(ratio), by) / expected - 1)).toBeLessThan(4e-14);
    },
  );

  it.each([
    [3, 0.05, 1.0414118256513852e-109],
    [10, 0.07, 8.966944697961512e-240],
  ])(
    'at a ratio of %d and a deviation of %d is as right as the logarithm asks',
    (ratio, by, value) => {
      expect(Math.abs(timeValueOf(-Math.log(ratio), by) / value - 1)).toBeLessThan(1e-12);
    },
  );

  it('goes over from the series to the ratios without a step', () => {
    const property = fc.property(fc.double({ min: -0.3, max: 0, noNaN: true }), (distance) => {
      const [below, at] = [timeValueOf(distance, 0.08 - 1e-15), timeValueOf(distance, 0.08)];
      expect(below).toBeGreaterThan(at * (1 - 1e-11));
      expect(below).toBeLessThan(at * (1 + 1e-12));
    });
    fc.assert(property);
  });

  it('is nothing beyond what a number holds, and at most the lesser itself', () => {
    expect(timeValueOf(-1, 1e-320)).toBe(0);
    expect(timeValueOf(-1, 0.01)).toBe(0);
    expect(timeValueOf(-1, 200)).toBe(1);
  });
});
