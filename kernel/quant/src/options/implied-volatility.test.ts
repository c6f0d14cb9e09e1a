import { unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  impliedVolatilityBlack76,
  impliedVolatilityBlackScholes,
  type ForwardQuote,
  type SpotQuote,
} from './implied-volatility.ts';
import { greeksBlack76 } from './greeks.ts';
import { priceBlack76, priceBlackScholes } from './option-price.ts';

const plain: ForwardQuote = {
  right: 'call',
  forward: 100,
  strike: 100,
  years: 1,
  discount: 1,
  price: 10,
};
const spot = { spot: 100, strike: 100, years: 1, rate: 0.05, yieldRate: 0 };
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anOption = fc.record({
  right: fc.constantFrom('call', 'put'),
  forward: double(-7, 12).map(Math.exp),
  strike: double(-7, 12).map(Math.exp),
  years: double(-8, 4).map(Math.exp),
  discount: double(0.2, 1.2),
  volatility: double(-6, 2.5).map(Math.exp),
});

describe('the implied volatility of an option on a forward', () => {
  it('gives the price again, over an enormous range', () => {
    const property = fc.property(anOption, (option) => {
      const price = priceBlack76(option);
      const bound = option.discount * (option.right === 'call' ? option.forward : option.strike);
      fc.pre(price > 1e-280 && price < bound);
      const volatility = unwrap(impliedVolatilityBlack76({ ...option, price }));
      const again = priceBlack76({ ...option, volatility });
      expect(Math.abs(again / price - 1)).toBeLessThan(1e-12);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('finds the volatility to 1e-12 wherever the price knows it', () => {
    const property = fc.property(anOption, (option) => {
      const { price, vega } = greeksBlack76(option);
      // A place of the price moves the volatility by that much of itself.
      const unknown = (price * Number.EPSILON) / (vega * option.volatility);
      fc.pre(price > 1e-280 && unknown < 1e-13);
      const found = unwrap(impliedVolatilityBlack76({ ...option, price }));
      expect(Math.abs(found / option.volatility - 1)).toBeLessThan(4 * unknown + 1e-13);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('of a quote deep in the money is that of the one out of it', () => {
    const at = { strike: 60, forward: 100, years: 0.25, discount: 0.99 };
    const price = priceBlack76({ right: 'call', ...at, volatility: 0.35 });
    const found = unwrap(impliedVolatilityBlack76({ right: 'call', ...at, price }));
    expect(found).toBeCloseTo(0.35, 10);
  });

  it('is found where forward and strike are further apart than a number holds', () => {
    const far = { ...plain, forward: 1e-200, strike: 1e200, volatility: 30 };
    const price = priceBlack76(far);
    expect(price).toBeGreaterThan(0);
    expect(unwrap(impliedVolatilityBlack76({ ...far, price }))).toBeCloseTo(30, 9);
  });

  it('is zero where the price is just what exercise brings', () => {
    const inside = { ...plain, strike: 90, discount: 0.5, price: 5 };
    expect(unwrap(impliedVolatilityBlack76(inside))).toBe(0);
    expect(unwrap(impliedVolatilityBlack76({ ...plain, price: 0 }))).toBe(0);
  });

  it.each([
    [{ strike: 90, price: 9.99 }, 'PRICE_BELOW_EXERCISE', '9.99, exercise brings 10'],
    [{ price: -0.01 }, 'PRICE_BELOW_EXERCISE', '-0.01, exercise brings 0'],
    [{ price: 100 }, 'PRICE_ABOVE_BOUND', '100, at most below 100'],
    [{ right: 'put', strike: 80, price: 80 }, 'PRICE_ABOVE_BOUND', '80, at most below 80'],
    [{ years: 0 }, 'PRICE_WITHOUT_TIME', 'no time left'],
  ] as const)('refuses %o by code and says why', (wrong, code, reason) => {
    const result = impliedVolatilityBlack76({ ...plain, ...wrong });
    expect(result).toMatchObject({ ok: false, refusal: { code } });
    expect(!result.ok && result.refusal.reason).toContain(reason);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('throws on a price of %d', (price) => {
    const message = `price ${price}, expected finite`;
    expect(() => impliedVolatilityBlack76({ ...plain, price })).toThrow(message);
    const quote: SpotQuote = { right: 'call', ...spot, price };
    expect(() => impliedVolatilityBlackScholes(quote)).toThrow(message);
  });

  it('throws on what is no option at all', () => {
    expect(() => impliedVolatilityBlack76({ ...plain, strike: 0 })).toThrow('strike 0');
  });
});

describe('the implied volatility of an option on a thing paid for now', () => {
  it('of the textbook price is the textbook volatility', () => {
    // J. Hull: 100, 100, 5 %, one year, 10.4506 of a call and 5.5735 of a put, at 20 %.
    const call: SpotQuote = { right: 'call', ...spot, price: 10.450583572185565 };
    expect(unwrap(impliedVolatilityBlackScholes(call))).toBeCloseTo(0.2, 13);
    const put: SpotQuote = { right: 'put', ...spot, price: 5.573526022256971 };
    expect(unwrap(impliedVolatilityBlackScholes(put))).toBeCloseTo(0.2, 13);
  });

  it('comes back with a yield, for puts and calls', () => {
    for (const right of ['call', 'put'] as const) {
      const option = { ...spot, right, yieldRate: 0.03, strike: 130, volatility: 0.4 };
      const price = priceBlackScholes(option);
      expect(unwrap(impliedVolatilityBlackScholes({ ...option, price }))).toBeCloseTo(0.4, 12);
    }
  });

  it('refuses a price below exercise', () => {
    const result = impliedVolatilityBlackScholes({ right: 'call', ...spot, spot: 200, price: 99 });
    expect(result).toMatchObject({ refusal: { code: 'PRICE_BELOW_EXERCISE' } });
  });
});
