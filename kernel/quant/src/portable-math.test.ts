import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exp, ln, normalCdf, normalDensity } from './portable-math.ts';

const relative = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.abs(expected);

describe('exp', () => {
  it('agrees with the engine to a few units of the last place', () => {
    const property = fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (value) => {
      expect(relative(exp(value), Math.exp(value))).toBeLessThan(4e-15);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('is 1 at zero, ends at infinity and at zero, and lets NaN through', () => {
    expect(exp(0)).toBe(1);
    expect(exp(1000)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-1000)).toBe(0);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
  });
});

describe('ln', () => {
  it('agrees with the engine over the whole range of numbers', () => {
    const property = fc.property(
      fc.double({ min: 1, max: 10, noNaN: true }),
      fc.integer({ min: -307, max: 307 }),
      (digits, power) => {
        const value = digits * 10 ** power;
        expect(Math.abs(ln(value) - Math.log(value))).toBeLessThan(
          3e-15 * Math.max(1, Math.abs(Math.log(value))),
        );
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('undoes exp', () => {
    for (const value of [-20, -1, -0.001, 0.3, 5, 200])
      expect(ln(exp(value))).toBeCloseTo(value, 12);
  });

  it('is what it is at its ends', () => {
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(ln(-1)).toBeNaN();
    expect(ln(Number.NaN)).toBeNaN();
    expect(ln(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(ln(5e-324)).toBeCloseTo(-744.4400719213812, 9);
  });
});

/** 1/2 + φ(x)(x + x³/3 + x⁵/15 + …): slow, and near the middle exact. */
function seriesCdf(value: number): number {
  let [term, sum] = [value, value];
  for (let odd = 3; odd < 401; odd += 2) sum += term *= (value * value) / odd;
  return 0.5 + (sum * Math.exp((-value * value) / 2)) / Math.sqrt(2 * Math.PI);
}

describe('normalCdf', () => {
  it('agrees with the series of the distribution', () => {
    for (let value = -6; value <= 6; value += 0.125) {
      expect(Math.abs(normalCdf(value) - seriesCdf(value))).toBeLessThan(2e-15);
    }
  });

  it('gives the tables of the tails', () => {
    // Abramowitz and Stegun, table 26.2.
    expect(relative(normalCdf(-5), 2.866515718791939e-7)).toBeLessThan(1e-10);
    expect(relative(normalCdf(-10), 7.61985302416052e-24)).toBeLessThan(1e-7);
    expect(normalCdf(40)).toBe(1);
    expect(normalCdf(-40)).toBe(0);
  });

  it('is symmetric, and grows', () => {
    const property = fc.property(fc.double({ min: 0, max: 30, noNaN: true }), (value) => {
      expect(normalCdf(value) + normalCdf(-value)).toBeCloseTo(1, 15);
      expect(normalCdf(value + 0.01)).toBeGreaterThanOrEqual(normalCdf(value));
    });
    fc.assert(property);
  });

  it('has the density that it grows by', () => {
    const step = 1e-5;
    for (const value of [-2, 0, 0.7, 3]) {
      const slope = (normalCdf(value + step) - normalCdf(value - step)) / (2 * step);
      expect(normalDensity(value)).toBeCloseTo(slope, 9);
    }
  });
});
