import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { millsRatio, normalCdf, normalDensity, normalQuantile } from './normal-distribution.ts';

const relative = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.abs(expected);

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
    // Abramowitz and Stegun, table 26.2, with the digits that mpmath 1.4.1 gives beyond.
    expect(relative(normalCdf(-5), 2.866515718791939e-7)).toBeLessThan(2e-15);
    expect(relative(normalCdf(-10), 7.61985302416053e-24)).toBeLessThan(1e-14);
    expect(relative(normalCdf(-37), 5.725571222524577e-300)).toBeLessThan(1e-13);
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

describe('the ratio of Mills', () => {
  it.each([
    // mpmath 1.4.1, 40 digits.
    [0, 1.2533141373155],
    [1, 0.655679542418798],
    [5, 0.19280810471531576],
    [100, 0.0099990002998501],
  ])('at %d is %d', (away, expected) => {
    expect(relative(millsRatio(away), expected)).toBeLessThan(2e-15);
  });

  it('lies between its bounds of R. D. Gordon (1941), also where its powers would be infinite', () => {
    const far = fc.double({ min: 0.01, max: 1e300, noNaN: true });
    const property = fc.property(far, (away) => {
      expect(millsRatio(away)).toBeLessThanOrEqual(1 / away);
      const least = away > 1e100 ? 1 / away : away / (away * away + 1);
      expect(millsRatio(away)).toBeGreaterThanOrEqual(least * (1 - 1e-15));
    });
    fc.assert(property);
  });
});

describe('normalQuantile', () => {
  it('gives the tables', () => {
    // mpmath 1.4.1.
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 14);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  it('undoes normalCdf, however far out', () => {
    const property = fc.property(fc.double({ min: -37, max: 0, noNaN: true }), (value) => {
      expect(normalQuantile(normalCdf(value))).toBeCloseTo(value, 12);
    });
    fc.assert(property);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses a likelihood of %d', (likelihood) => {
    expect(() => normalQuantile(likelihood)).toThrow('expected from 0 to 1');
  });
});
