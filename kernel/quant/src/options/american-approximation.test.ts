import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { approximateAmerican } from './american-approximation.ts';
import { priceAmerican } from './american-tree.ts';
import { priceBlackScholes, type SpotOption } from './option-price.ts';

const plain: SpotOption = {
  right: 'call',
  spot: 100,
  strike: 100,
  years: 0.5,
  volatility: 0.25,
  rate: 0.1,
  yieldRate: 0.1,
};

describe('the approximation of an American option', () => {
  it.each([
    // E. G. Haug, The Complete Guide to Option Pricing Formulas, table of options on futures: 10 %, strike 100.
    ['call', 90, 0.1, [0.15, 0.0206]],
    ['call', 100, 0.1, [0.25, 3.128]],
    ['call', 110, 0.5, [0.35, 15.5689]],
    ['put', 90, 0.1, [0.15, 10]],
    ['put', 90, 0.5, [0.15, 10.5595]],
    ['put', 100, 0.5, [0.25, 6.8014]],
    ['put', 110, 0.5, [0.35, 5.8823]],
  ] as const)('is the table’s: %s, %d, %d years, %j', (right, spot, years, [volatility, price]) => {
    const found = approximateAmerican({ ...plain, right, spot, years, volatility });
    expect(Math.abs(found - price)).toBeLessThan(6e-4);
  });

  it('is that of another engine', () => {
    // QuantLib 1.44, BaroneAdesiWhaleyApproximationEngine.
    const put = { ...plain, right: 'put', spot: 36, strike: 40, years: 1, yieldRate: 0 } as const;
    expect(approximateAmerican({ ...put, volatility: 0.2, rate: 0.06 })).toBeCloseTo(4.4596, 4);
  });

  it('comes near the tree, whatever the option', () => {
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const anOption = fc.record({
      right: fc.constantFrom('call', 'put'),
      spot: double(70, 140),
      strike: fc.constant(100),
      years: double(0.02, 1),
      volatility: double(0.1, 0.6),
      rate: double(0, 0.1),
      yieldRate: double(0, 0.1),
    });
    const property = fc.property(anOption, (option) => {
      const tree = priceAmerican(option, { steps: 151 });
      expect(Math.abs(approximateAmerican(option) - tree)).toBeLessThan(0.35);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('of what is better held is the European price', () => {
    const call = { ...plain, yieldRate: 0 };
    expect(approximateAmerican(call)).toBe(priceBlackScholes(call));
    const put = { ...plain, right: 'put', rate: 0 } as const;
    expect(approximateAmerican(put)).toBe(priceBlackScholes(put));
  });

  it('knows a call without a rate', () => {
    const call = { ...plain, rate: 0, yieldRate: 0.05 };
    expect(approximateAmerican(call)).toBeCloseTo(priceAmerican(call), 1);
    expect(approximateAmerican(call)).toBeGreaterThan(priceBlackScholes(call));
  });

  it('at the end, and without volatility, is what exercise brings at best', () => {
    expect(approximateAmerican({ ...plain, years: 0, spot: 103 })).toBe(3);
    expect(approximateAmerican({ ...plain, volatility: 0, spot: 103 })).toBe(3);
  });

  it('refuses rates below zero', () => {
    expect(() => approximateAmerican({ ...plain, rate: -0.01 })).toThrow('expected zero or above');
  });
});
