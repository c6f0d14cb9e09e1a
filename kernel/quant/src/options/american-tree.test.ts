import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { priceAmerican } from './american-tree.ts';
import { priceBlackScholes, type SpotOption } from './option-price.ts';

const plain: SpotOption = {
  right: 'put',
  spot: 36,
  strike: 40,
  years: 1,
  volatility: 0.2,
  rate: 0.06,
  yieldRate: 0,
};
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anOption = fc.record({
  right: fc.constantFrom('call', 'put'),
  spot: double(50, 200),
  strike: double(50, 200),
  years: double(0.01, 3),
  volatility: double(0.05, 1),
  rate: double(-0.03, 0.12),
  yieldRate: double(-0.03, 0.12),
});

describe('the tree of an American option', () => {
  it('is that of another engine, level by level', () => {
    // QuantLib 1.44, BinomialVanillaEngine 'lr' of 301 steps.
    expect(priceAmerican(plain)).toBeCloseTo(4.485064366114551, 9);
    const call = { ...plain, right: 'call', spot: 100, strike: 100, rate: 0.05 } as const;
    const yields = { ...call, yieldRate: 0.08, volatility: 0.3 };
    expect(priceAmerican(yields)).toBeCloseTo(10.273804065907234, 9);
  });

  it.each([
    // QuantLib 1.44, QdFpAmericanEngine, high precision.
    [plain, 4.486674419],
    [
      { ...plain, spot: 90, strike: 100, rate: 0.04, yieldRate: 0.01, volatility: 0.25 },
      13.727401225,
    ],
    [
      {
        ...plain,
        right: 'call',
        spot: 110,
        strike: 100,
        rate: 0.03,
        yieldRate: 0.06,
        volatility: 0.25,
      },
      14.356323625,
    ],
  ] as const)('comes near the price itself with more levels: %o', (option, price) => {
    expect(Math.abs(priceAmerican(option) - price)).toBeLessThan(2.5e-3);
    expect(Math.abs(priceAmerican(option, { steps: 2001 }) - price)).toBeLessThan(4e-4);
  });

  it('without exercise before the end is the closed form', () => {
    const property = fc.property(anOption, (option) => {
      const tree = priceAmerican(option, { exercise: 'european', steps: 301 });
      expect(Math.abs(tree - priceBlackScholes(option))).toBeLessThan(2e-4 * option.strike);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('is worth what exercise brings and no less than without it', () => {
    const property = fc.property(anOption, (option) => {
      const price = priceAmerican(option, { steps: 101 });
      const gain =
        option.right === 'call' ? option.spot - option.strike : option.strike - option.spot;
      expect(price).toBeGreaterThanOrEqual(gain - 1e-9);
      const european = priceAmerican(option, { steps: 101, exercise: 'european' });
      expect(price).toBeGreaterThanOrEqual(european - 1e-9);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('of a call that is better held is the European one', () => {
    const call = { ...plain, right: 'call' } as const;
    expect(priceAmerican(call)).toBeCloseTo(priceAmerican(call, { exercise: 'european' }), 10);
  });
});

describe('cash dividends in the tree', () => {
  it('give the textbook price of a European call', () => {
    // J. Hull: 40, 40, 30 %, 9 %, six months, 0.50 after two and five months: 3.67.
    const call: SpotOption = {
      ...plain,
      right: 'call',
      spot: 40,
      strike: 40,
      years: 0.5,
      rate: 0.09,
    };
    const dividends = [2, 5].map((month) => ({ years: month / 12, amount: 0.5 }));
    const at = { ...call, volatility: 0.3 };
    expect(priceAmerican(at, { exercise: 'european', dividends })).toBeCloseTo(3.67, 2);
  });

  it('give the closed form of Roll, Geske and Whaley for one before the end', () => {
    // E. G. Haug, The Complete Guide to Option Pricing Formulas: 4.3860.
    const call: SpotOption = { ...plain, right: 'call', spot: 80, strike: 82, volatility: 0.3 };
    const dividends = [{ years: 0.25, amount: 4 }];
    const price = priceAmerican({ ...call, years: 1 / 3 }, { dividends, steps: 2001 });
    expect(price).toBeCloseTo(4.386, 3);
  });

  it('count for nothing behind the end', () => {
    const dividends = [{ years: 1.5, amount: 3 }];
    expect(priceAmerican(plain, { dividends })).toBe(priceAmerican(plain));
  });

  it('are refused where they are more than the underlying, or none', () => {
    const all = { dividends: [{ years: 0.1, amount: 40 }] };
    expect(() => priceAmerican(plain, all)).toThrow('expected below 36');
    const wrong = { dividends: [{ years: 0.1, amount: -1 }] };
    expect(() => priceAmerican(plain, wrong)).toThrow('a dividend of -1 in 0.1 years');
  });
});

describe('the ends of the tree', () => {
  it('is what exercise brings with no time left', () => {
    expect(priceAmerican({ ...plain, years: 0 })).toBe(4);
  });

  it('without volatility is the best moment of the one way there is', () => {
    expect(priceAmerican({ ...plain, volatility: 0 })).toBe(4);
    const call = { ...plain, right: 'call', spot: 50, volatility: 0 } as const;
    expect(priceAmerican(call)).toBeCloseTo(50 - 40 * Math.exp(-0.06), 12);
    expect(priceAmerican({ ...call, volatility: 1e-6 })).toBeCloseTo(50 - 40 * Math.exp(-0.06), 9);
  });

  it.each([2, 300, 1, 10_003, 3.5])('refuses %d levels', (steps) => {
    expect(() => priceAmerican(plain, { steps })).toThrow('expected an odd number from 3 to 10001');
  });

  it.each([1000, -1000, 709])('refuses a rate of %d, as the European functions do', (rate) => {
    expect(() => priceAmerican({ ...plain, rate })).toThrow('an option cannot be priced by this');
  });
});
