import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Hash128 } from './hash.ts';
import { atan, cos, ln1p, log10, log2, sin, tanh } from './portable-angles.ts';

type Of = (value: number) => number;

const cases: readonly (readonly [string, Of, Of, number])[] = [
  ['sin', sin, Math.sin, 1000],
  ['cos', cos, Math.cos, 1000],
  ['atan', atan, Math.atan, 50],
  ['tanh', tanh, Math.tanh, 25],
  ['tanh of little', tanh, Math.tanh, 0.2],
];

describe('functions of exact operations', () => {
  it.each(cases)('%s agrees with the engine to a few units of the last place', (...one) => {
    const [, ours, theirs, most] = one;
    const property = fc.property(fc.double({ min: -most, max: most, noNaN: true }), (value) => {
      const expected = theirs(value);
      // What is left of an angle of many turns is as exact as the angle itself.
      expect(Math.abs(ours(value) - expected)).toBeLessThan(
        2e-15 * Math.abs(expected) + 2e-16 * (most === 1000 ? 1 : 0) + 1e-320,
      );
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('logarithms to other bases, and of little more than 1, agree too', () => {
    const property = fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
      expect(Math.abs(log2(value) - Math.log2(value))).toBeLessThan(2e-14);
      expect(Math.abs(log10(value) - Math.log10(value))).toBeLessThan(1e-14);
      const [small, expected] = [value * 1e-12 - 5e-4, Math.log1p(value * 1e-12 - 5e-4)];
      expect(Math.abs(ln1p(small) - expected)).toBeLessThan(1e-15 * Math.abs(expected) + 1e-320);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it('are what they are at their ends', () => {
    expect([sin(0), cos(0), atan(0), tanh(0), ln1p(0), log2(1), log10(1)]).toEqual([
      0, 1, 0, 0, 0, 0, 0,
    ]);
    expect([sin(1e7), cos(-1e7), sin(Infinity), cos(NaN)]).toEqual([NaN, NaN, NaN, NaN]);
    expect([atan(Infinity), atan(-Infinity), atan(NaN)]).toEqual([Math.PI / 2, -Math.PI / 2, NaN]);
    expect([tanh(Infinity), tanh(-1000), tanh(NaN)]).toEqual([1, -1, NaN]);
    expect([ln1p(-1), ln1p(Infinity), ln1p(-2), log2(0)]).toEqual([
      -Infinity,
      Infinity,
      NaN,
      -Infinity,
    ]);
  });

  it('have the bits that they had', () => {
    const hash = new Hash128();
    for (let step = -400; step <= 400; step += 1) {
      const value = step / 16;
      for (const of of [sin, cos, atan, tanh]) hash.updateNumber(of(value));
      for (const of of [log2, log10, ln1p]) hash.updateNumber(of(Math.abs(value)));
    }
    expect(hash.digest()).toBe('daeae64051a4aa7ea38b835c38fbad63');
  });
});
