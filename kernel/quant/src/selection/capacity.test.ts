import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  computeCapacity,
  computeImpact,
  computeNetReturn,
  type CapacityTerms,
} from './capacity.ts';

const plain: CapacityTerms = {
  grossReturn: 0.2,
  tradesPerYear: 250,
  tradeShare: 0.1,
  dailyVolume: 1e9,
  dailyVolatility: 0.02,
  fixedCost: 0.001,
};

describe('impact', () => {
  it('is the deviation of a day for the volume of a day, and goes by the root', () => {
    expect(computeImpact(plain, 1e9)).toBeCloseTo(0.02, 15);
    expect(computeImpact(plain, 1e7)).toBeCloseTo(0.002, 15);
    expect(computeImpact({ ...plain, impact: 0.5, exponent: 0.6 }, 1e8)).toBeCloseTo(
      0.01 * 10 ** -0.6,
      14,
    );
    expect(computeImpact(plain, 0)).toBe(0);
  });
});

describe('capacity', () => {
  it('is worked by hand for the square root', () => {
    // 25 times the capital is moved in a year: 0.008 − 0.001 may be lost a trade, 0.35 of a day's deviation.
    const { breakEven, mostProfit } = computeCapacity(plain);
    expect(breakEven / (0.35 ** 2 * 1e10)).toBeCloseTo(1, 12);
    expect(mostProfit / breakEven).toBeCloseTo(4 / 9, 12);
  });

  it('is where nothing is left, and where no other capital earns more', () => {
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const terms = fc.record({
      grossReturn: double(0.1, 1),
      tradesPerYear: double(1, 50),
      tradeShare: double(0.1, 1),
      dailyVolume: double(1e6, 1e12),
      dailyVolatility: double(0.005, 0.1),
      fixedCost: double(0, 0.001),
      impact: double(0.3, 2),
      exponent: double(0.4, 1),
    });
    const property = fc.property(terms, double(0.1, 3), (some, part) => {
      const { breakEven, mostProfit } = computeCapacity(some);
      expect(computeNetReturn(some, breakEven)).toBeCloseTo(0, 9);
      const profitAt = (capital: number) => capital * computeNetReturn(some, capital);
      const most = profitAt(mostProfit);
      expect(profitAt(mostProfit * part)).toBeLessThanOrEqual(most * (1 + 1e-9));
    });
    fc.assert(property);
  });

  it('is none where the first trade does not pay', () => {
    expect(computeCapacity({ ...plain, fixedCost: 0.01 })).toEqual({ breakEven: 0, mostProfit: 0 });
  });

  it.each([
    [{ dailyVolume: 0 }, 'dailyVolume 0'],
    [{ tradeShare: -1 }, 'tradeShare -1'],
    [{ grossReturn: Number.NaN }, 'grossReturn NaN'],
    [{ fixedCost: -0.1 }, 'fixedCost -0.1'],
  ])('refuses %o', (wrong, message) => {
    expect(() => computeCapacity({ ...plain, ...wrong })).toThrow(message);
  });
});
