import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computeQuantile, computeTail, computeTailRatio, tailMethods } from './tail.ts';

const returns = [0.01, -0.02, 0.03, -0.01, 0.02, 0.04, -0.03, 0.05, -0.04, 0.02];

describe('the tail of a sample', () => {
  it('is that of empyrical, read off the sample', () => {
    // empyrical-reloaded 0.7.1, cutoffs of 0.05 and 0.2.
    expect(computeTail(returns).valueAtRisk).toBeCloseTo(-0.0355, 14);
    expect(computeTail(returns).conditional).toBeCloseTo(-0.04, 14);
    expect(computeTail(returns, { level: 0.2 }).valueAtRisk).toBeCloseTo(-0.022, 14);
    expect(computeTail(returns, { level: 0.2 }).conditional).toBeCloseTo(-0.035, 14);
    expect(computeTailRatio(returns)).toBeCloseTo(1.2816901408450703, 13);
  });

  it('of a normal law is the closed form', () => {
    // scipy 1.17.1: mean + σ ppf(0.05), mean − σ pdf(ppf(0.05)) / 0.05.
    const { valueAtRisk, conditional } = computeTail(returns, { method: 'normal' });
    expect(valueAtRisk).toBeCloseTo(-0.043281010827970576, 14);
    expect(conditional).toBeCloseTo(-0.05605441609506467, 14);
  });

  it('by LEAN is that, rounded', () => {
    expect(computeTail(returns, { method: 'lean' })).toEqual({
      valueAtRisk: -0.043,
      conditional: -0.056,
    });
  });

  it('by Cornish and Fisher is bent by the moments', () => {
    // The quantile by its formula, and its mean below 0.05 by numerical integration, scipy 1.17.1.
    const { valueAtRisk, conditional } = computeTail(returns, { method: 'cornishFisher' });
    expect(valueAtRisk).toBeCloseTo(-0.045712557981734174, 13);
    expect(conditional).toBeCloseTo(-0.053457498979409074, 8);
  });

  it('by Cornish and Fisher is null of a sample too skewed for them, not a gain', () => {
    const crash = [...Array.from({ length: 99 }, (_, at) => 0.001 * ((at % 7) - 3)), -0.5];
    for (const level of [0.01, 0.05, 0.5]) {
      const tail = computeTail(crash, { method: 'cornishFisher', level });
      expect(tail).toEqual({ valueAtRisk: null, conditional: null });
    }
    expect(computeTail(crash, { level: 0.01 }).conditional).toBeLessThan(-0.4);
  });

  it('by Cornish and Fisher is no deeper at a likelier level, where it is not null', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true }).map((x) => x * x * x * x * x);
    const property = fc.property(fc.array(value, { minLength: 5 }), (values) => {
      let deepest = -Infinity;
      for (const level of [0.001, 0.01, 0.05, 0.2, 0.5, 0.9]) {
        const { valueAtRisk, conditional } = computeTail(values, {
          method: 'cornishFisher',
          level,
        });
        if (valueAtRisk === null) continue;
        expect(valueAtRisk).toBeGreaterThanOrEqual(deepest - 1e-12);
        expect(conditional ?? -Infinity).toBeLessThanOrEqual(valueAtRisk + 1e-12);
        deepest = valueAtRisk;
      }
    });
    fc.assert(property);
  });

  it('beyond the value at risk lies deeper than at it', () => {
    const sample = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 2 });
    const method = fc.constantFrom('historical', 'normal', 'lean');
    const property = fc.property(sample, method, (values, by) => {
      const { valueAtRisk, conditional } = computeTail(values, { method: by });
      expect(conditional ?? NaN).toBeLessThanOrEqual((valueAtRisk ?? NaN) + 1e-12);
    });
    fc.assert(property);
  });

  it('is undefined of too few', () => {
    expect(computeTail([])).toEqual({ valueAtRisk: null, conditional: null });
    expect(computeTail([0.1], { method: 'normal' }).valueAtRisk).toBeNull();
    expect(computeTail([0.1, 0.1], { method: 'cornishFisher' }).valueAtRisk).toBeNull();
    expect(computeTailRatio([])).toBeNull();
  });

  it('refuses a level that is none', () => {
    expect(() => computeTail(returns, { level: 0 })).toThrow('level 0, expected between 0 and 1');
  });

  it('states every way it can be drawn', () => {
    expect(Object.keys(tailMethods)).toEqual(['historical', 'normal', 'lean', 'cornishFisher']);
  });
});

describe('a quantile', () => {
  it('lies in a line between neighbours', () => {
    expect([0, 0.25, 0.5, 1].map((share) => computeQuantile([4, 1, 2], share))).toEqual([
      1, 1.5, 2, 4,
    ]);
    expect(computeQuantile([], 0.5)).toBeNull();
  });

  it('refuses a share beyond the sample', () => {
    expect(() => computeQuantile([1], 1.5)).toThrow('share 1.5');
  });
});
