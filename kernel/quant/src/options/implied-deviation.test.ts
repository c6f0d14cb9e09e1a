import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { deviationOf } from './implied-deviation.ts';
import { timeValueOf } from './time-value.ts';

/** Across 1e-8 … 150 of distance and 1e-5 … 50 of deviation, even in their logarithms. */
const aPoint = fc.record({
  distance: fc.double({ min: -18, max: 5, noNaN: true }).map((power) => -Math.exp(power)),
  deviation: fc.double({ min: -11, max: 4, noNaN: true }).map(Math.exp),
});
/** What a value of this size knows of its deviation: its last places over what it moves by. */
const knownOf = (value: number): number => 1e-13 + (16 * Number.EPSILON) / (1 - value);

describe('the deviation of a value', () => {
  it('is the one that made it, to a few of the last places that the value knows', () => {
    const property = fc.property(aPoint, ({ distance, deviation }) => {
      const value = timeValueOf(distance, deviation);
      fc.pre(value > 1e-290 && value < 1);
      const found = deviationOf(distance, value);
      expect(Math.abs(found / deviation - 1)).toBeLessThan(knownOf(value));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('makes the value again, down to the least numbers there are', () => {
    const value = fc.double({ min: -660, max: -1e-9, noNaN: true }).map(Math.exp);
    const distance = aPoint.map((point) => point.distance);
    const property = fc.property(distance, value, (away, wanted) => {
      const made = timeValueOf(away, deviationOf(away, wanted));
      // Far out a value moves by as many times its deviation as the square of the distance, twice its logarithm.
      const places = 4e-15 * (8 - Math.log(wanted));
      expect(Math.abs(made / wanted - 1)).toBeLessThan(places);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('at the money is that of the closed form', () => {
    // 2 N(s/2) − 1 of s = 1, 0.1 and 1e-9 with 40 digits, mpmath 1.4.1.
    expect(deviationOf(0, 0.382924922548026)).toBeCloseTo(1, 14);
    expect(deviationOf(0, 0.0398776116767449)).toBeCloseTo(0.1, 14);
    expect(deviationOf(0, 3.98942280401433e-10)).toBeCloseTo(1e-9, 22);
  });

  it('stands at the bend too', () => {
    const value = timeValueOf(-0.5, 1);
    expect(deviationOf(-0.5, value)).toBeCloseTo(1, 14);
  });
});
