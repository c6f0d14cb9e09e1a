import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  emptyGreeks,
  greeksBlack76,
  greeksBlackScholes,
  perBasisPoint,
  perDay,
  perVolatilityPoint,
} from './greeks.ts';
import {
  priceBlack76,
  priceBlackScholes,
  type ForwardOption,
  type SpotOption,
} from './option-price.ts';

const right = fc.constantFrom('call', 'put');
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const aSpot: fc.Arbitrary<SpotOption> = fc.record({
  right,
  spot: double(60, 150),
  strike: double(60, 150),
  years: double(0.1, 3),
  volatility: double(0.1, 1),
  rate: double(-0.05, 0.15),
  yieldRate: double(-0.05, 0.15),
});
const aForward: fc.Arbitrary<ForwardOption> = fc.record({
  right,
  forward: double(60, 150),
  strike: double(60, 150),
  years: double(0.1, 3),
  volatility: double(0.1, 1),
  discount: double(0.7, 1.1),
});

/** The slope of a price to both sides of here. */
function slope(of: (shift: number) => number, step: number): number {
  return (of(step) - of(-step)) / (2 * step);
}

describe('the Greeks of an option on a thing paid for now', () => {
  it('are those of the textbook', () => {
    // J. Hull, Options, Futures and Other Derivatives, chapter on the Greeks: 49, 50, 5 %, 20 %, 20 weeks.
    const hull = greeksBlackScholes({
      right: 'call',
      spot: 49,
      strike: 50,
      years: 0.3846,
      volatility: 0.2,
      rate: 0.05,
      yieldRate: 0,
    });
    expect(hull.price).toBeCloseTo(2.4, 2);
    expect(hull.delta).toBeCloseTo(0.522, 3);
    expect(hull.gamma).toBeCloseTo(0.066, 3);
    expect(hull.vega).toBeCloseTo(12.1, 1);
    expect(hull.theta).toBeCloseTo(-4.31, 2);
    expect(hull.rho).toBeCloseTo(8.91, 2);
  });

  it('are those of 40 digits', () => {
    // Derivatives of the price, mpmath 1.4.1.
    const greeks = greeksBlackScholes({
      right: 'call',
      spot: 100,
      strike: 95,
      years: 0.5,
      volatility: 0.25,
      rate: 0.05,
      yieldRate: 0.02,
    });
    expect(greeks.price).toBeCloseTo(10.39242968399181, 12);
    expect(greeks.delta).toBeCloseTo(0.6717103067222845, 13);
    expect(greeks.gamma).toBeCloseTo(0.020068367112928642, 14);
    expect(greeks.vega).toBeCloseTo(25.0854588911608, 12);
    expect(greeks.theta).toBeCloseTo(-7.766874158757464, 12);
    expect(greeks.rho).toBeCloseTo(28.38930049411832, 12);
  });

  it('are the slopes of the price', () => {
    const property = fc.property(aSpot, (option) => {
      const found = greeksBlackScholes(option);
      const price = (change: Partial<SpotOption>) => priceBlackScholes({ ...option, ...change });
      const { spot, volatility, years, rate } = option;
      const delta = slope((by) => price({ spot: spot + by }), 1e-3);
      const gamma = slope((by) => greeksBlackScholes({ ...option, spot: spot + by }).delta, 1e-3);
      expect(found.delta).toBeCloseTo(delta, 6);
      expect(found.gamma).toBeCloseTo(gamma, 6);
      expect(found.vega).toBeCloseTo(
        slope((by) => price({ volatility: volatility + by }), 1e-5),
        4,
      );
      expect(found.theta).toBeCloseTo(-slope((by) => price({ years: years + by }), 1e-5), 4);
      expect(found.rho).toBeCloseTo(
        slope((by) => price({ rate: rate + by }), 1e-5),
        4,
      );
    });
    fc.assert(property);
  });

  it('come with the very price that is asked for alone', () => {
    const wide = fc.record({
      right,
      spot: double(1e-3, 1e6),
      strike: double(1e-3, 1e6),
      years: fc.oneof(fc.constant(0), double(1e-6, 30)),
      volatility: fc.oneof(fc.constant(0), double(1e-6, 5)),
      rate: double(-0.2, 0.5),
      yieldRate: double(-0.2, 0.5),
    });
    const property = fc.property(wide, (option) => {
      const greeks = greeksBlackScholes(option);
      expect(greeks.price).toBe(priceBlackScholes(option));
      expect(Object.values(greeks).filter((value) => !Number.isFinite(value))).toEqual([]);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('are written into the record that is given', () => {
    const into = emptyGreeks();
    const option: SpotOption = {
      right: 'put',
      spot: 90,
      strike: 100,
      years: 0.2,
      volatility: 0.3,
      rate: 0.04,
      yieldRate: 0,
    };
    expect(greeksBlackScholes(option, into)).toBe(into);
    expect(into).toEqual(greeksBlackScholes(option));
  });

  it('refuse what cannot be priced', () => {
    const option = { right: 'call', strike: 1, years: 1, volatility: 1, rate: 0 } as const;
    expect(() => greeksBlackScholes({ ...option, spot: 0, yieldRate: 0 })).toThrow('spot 0');
    const far = { ...option, spot: 1, yieldRate: -1000 };
    expect(() => greeksBlackScholes(far)).toThrow('forward Infinity, expected above zero');
  });
});

describe('the Greeks of an option on a forward', () => {
  it('are those of the textbook', () => {
    // E. G. Haug, The Complete Guide to Option Pricing Formulas: delta of a future's options.
    const at = { forward: 105, strike: 100, years: 0.5, volatility: 0.36 };
    const discount = Math.exp(-0.05);
    expect(greeksBlack76({ right: 'call', ...at, discount }).delta).toBeCloseTo(0.5946, 4);
    expect(greeksBlack76({ right: 'put', ...at, discount }).delta).toBeCloseTo(-0.3566, 4);
  });

  it('are the slopes of the price', () => {
    const property = fc.property(aForward, (option) => {
      const found = greeksBlack76(option);
      const { forward, volatility, years, discount } = option;
      const price = (change: Partial<ForwardOption>) => priceBlack76({ ...option, ...change });
      expect(found.price).toBe(priceBlack76(option));
      const delta = slope((by) => price({ forward: forward + by }), 1e-3);
      expect(found.delta).toBeCloseTo(delta, 6);
      expect(found.vega).toBeCloseTo(
        slope((by) => price({ volatility: volatility + by }), 1e-5),
        4,
      );
      const rate = -Math.log(discount) / years;
      const later = (by: number) =>
        price({ years: years + by, discount: Math.exp(-rate * (years + by)) });
      expect(found.theta).toBeCloseTo(-slope(later, 1e-5), 4);
      const dearer = (by: number) => price({ discount: Math.exp(-(rate + by) * years) });
      expect(found.rho).toBeCloseTo(slope(dearer, 1e-5), 4);
    });
    fc.assert(property);
  });

  it.each([
    [90, 'call', 0],
    [100, 'call', 0.25],
    [110, 'call', 0.5],
    [90, 'put', -0.5],
    [100, 'put', -0.25],
    [110, 'put', 0],
  ] as const)('at the end, at %d, are those of a line with a bend', (forward, side, delta) => {
    const option = { right: side, forward, strike: 100, years: 0, volatility: 0.2, discount: 0.5 };
    const { price: _, ...greeks } = greeksBlack76(option);
    expect(greeks.delta + 0).toBe(delta);
    expect([greeks.gamma, greeks.vega, greeks.theta, greeks.rho + 0]).toEqual([0, 0, 0, 0]);
  });
});

it('says the Greeks in the units of a desk', () => {
  expect(perVolatilityPoint(37.5)).toBe(0.375);
  expect([perDay(-7.3), perDay(-5.04, 252)]).toEqual([-0.02, -0.02]);
  expect(perBasisPoint(50)).toBe(0.005);
});
