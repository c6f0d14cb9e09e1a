import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exp, ln } from './portable-math.ts';

const relative = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.abs(expected);

describe('exp', () => {
  it('agrees with the engine to a few units of the last place', () => {
    const property = fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (value) => {
      expect(relative(exp(value), Math.exp(value))).toBeLessThan(5e-16);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('reaches as far as a number does, to both sides', () => {
    expect(relative(exp(709.7), Math.exp(709.7))).toBeLessThan(5e-16);
    expect(exp(-745)).toBe(5e-324);
    expect(exp(-720)).toBeCloseTo(Math.exp(-720), 320);
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
          5e-16 * Math.max(1, Math.abs(Math.log(value))),
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
    expect(ln(5e-324)).toBeCloseTo(-744.4400719213812, 12);
  });
});
