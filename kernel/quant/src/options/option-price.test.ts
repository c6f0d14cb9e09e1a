import { ArgosyError } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { priceBlack76, priceBlackScholes, type ForwardOption } from './option-price.ts';

const plain: ForwardOption = {
  right: 'call',
  forward: 100,
  strike: 100,
  years: 1,
  volatility: 0.2,
  discount: 1,
};
const anOption = fc.record({
  forward: fc.double({ min: 50, max: 150, noNaN: true }),
  strike: fc.double({ min: 50, max: 150, noNaN: true }),
  years: fc.double({ min: 0.001, max: 3, noNaN: true }),
  volatility: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
  discount: fc.double({ min: 0.7, max: 1, noNaN: true }),
});

describe('the price of an option on a forward', () => {
  it('at the money is the known 7.9656 for a fifth of volatility in a year', () => {
    expect(priceBlack76(plain)).toBeCloseTo(7.965567455405804, 12);
  });

  it('keeps the parity of put and call', () => {
    const property = fc.property(anOption, (terms) => {
      const call = priceBlack76({ right: 'call', ...terms });
      const put = priceBlack76({ right: 'put', ...terms });
      expect(call - put).toBeCloseTo(terms.discount * (terms.forward - terms.strike), 10);
    });
    fc.assert(property);
  });

  it('lies between what exercise brings and what the underlying costs', () => {
    const property = fc.property(anOption, (terms) => {
      const { forward, strike, discount } = terms;
      const call = priceBlack76({ right: 'call', ...terms });
      expect(call).toBeGreaterThanOrEqual(discount * Math.max(0, forward - strike) - 1e-10);
      expect(call).toBeLessThanOrEqual(discount * forward + 1e-10);
    });
    fc.assert(property);
  });

  it('rises with volatility, and is convex in the strike', () => {
    const property = fc.property(anOption, (terms) => {
      const price = (strike: number, more = 0): number =>
        priceBlack76({
          right: 'put',
          ...terms,
          strike,
          volatility: terms.volatility + more,
        });
      expect(price(terms.strike, 0.1)).toBeGreaterThanOrEqual(price(terms.strike) - 1e-10);
      const wings = price(terms.strike - 1) + price(terms.strike + 1);
      expect(wings - 2 * price(terms.strike)).toBeGreaterThanOrEqual(-1e-10);
    });
    fc.assert(property);
  });

  it('without time or volatility is what exercise brings, discounted', () => {
    const inside = { ...plain, strike: 90, discount: 0.5 };
    expect(priceBlack76({ ...inside, years: 0 })).toBe(5);
    expect(priceBlack76({ ...inside, volatility: 0 })).toBe(5);
    expect(priceBlack76({ ...inside, right: 'put', years: 0 })).toBe(0);
  });

  it.each([
    [{ forward: 0 }, 'forward 0, expected above zero'],
    [{ strike: -1 }, 'strike -1, expected above zero'],
    [{ discount: Number.NaN }, 'discount NaN, expected above zero'],
    [{ years: -0.1 }, 'years -0.1, expected zero or above'],
    [{ volatility: Number.POSITIVE_INFINITY }, 'volatility Infinity, expected zero or above'],
  ])('refuses %o and says which', (wrong, message) => {
    expect(() => priceBlack76({ ...plain, ...wrong })).toThrow(ArgosyError);
    expect(() => priceBlack76({ ...plain, ...wrong })).toThrow(message);
  });
});

describe('the price of an option on a thing paid for now', () => {
  const at = { spot: 100, strike: 100, years: 1, volatility: 0.2, rate: 0.05, yieldRate: 0 };

  it('is the textbook 10.4506 of a call and 5.5735 of a put', () => {
    // J. Hull, Options, Futures and Other Derivatives: the case of 100, 100, 5 %, 20 %, one year.
    expect(priceBlackScholes({ right: 'call', ...at })).toBeCloseTo(10.450583572185565, 11);
    expect(priceBlackScholes({ right: 'put', ...at })).toBeCloseTo(5.573526022256971, 11);
  });

  it('is less for a call on what yields something', () => {
    const yields = priceBlackScholes({ right: 'call', ...at, yieldRate: 0.03 });
    expect(yields).toBeLessThan(priceBlackScholes({ right: 'call', ...at }));
  });

  it('refuses a rate that is no number', () => {
    const wrong = { right: 'call', ...at, rate: Number.NaN } as const;
    expect(() => priceBlackScholes(wrong)).toThrow('rate NaN, expected finite');
  });
});
