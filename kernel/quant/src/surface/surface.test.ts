import { unwrap } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { priceBlack76 } from '../options/option-price.ts';
import { readExpiry, type ChainQuote } from './chain.ts';
import { fitSurface, forwardAt, volatilityAt } from './surface.ts';
import { findButterfly, findCalendar, totalVarianceOf, type Svi } from './svi.ts';

const smileOf = (years: number): Svi => ({
  level: 0.01 * years,
  slope: 0.05 * Math.sqrt(years),
  tilt: -0.5,
  centre: 0.02,
  bend: 0.1,
});
const forwardIn = (years: number) => 100 * Math.exp(0.03 * years);
const trueVolatility = (strike: number, years: number) =>
  Math.sqrt(totalVarianceOf(smileOf(years), Math.log(strike / forwardIn(years))) / years);

/** A chain by a known smile, with a spread around each price. */
function chainOf(years: number, spread = 0.01): readonly ChainQuote[] {
  const [forward, discount] = [forwardIn(years), Math.exp(-0.05 * years)];
  const strikes = Array.from({ length: 33 }, (_, at) => 60 + 2.5 * at);
  return strikes.flatMap((strike) =>
    (['call', 'put'] as const).map((right) => {
      const volatility = trueVolatility(strike, years);
      const price = priceBlack76({ right, strike, years, forward, discount, volatility });
      return { right, strike, years, bid: Math.max(0, price - spread), ask: price + spread };
    }),
  );
}

const quotes = [...chainOf(1), ...chainOf(0.25)];
const surface = unwrap(fitSurface(quotes));

describe('the quotes of an expiry', () => {
  it('say forward and discount by calls and puts', () => {
    const { forward, discount } = unwrap(readExpiry(chainOf(0.5), null));
    expect(forward).toBeCloseTo(forwardIn(0.5), 8);
    expect(discount).toBeCloseTo(Math.exp(-0.025), 8);
  });

  it('say the forward alone where a rate is given', () => {
    const pair = chainOf(0.5).filter(({ strike }) => strike === 100);
    const found = unwrap(readExpiry(pair, Math.exp(-0.025)));
    expect(found.forward).toBeCloseTo(forwardIn(0.5), 8);
    expect(readExpiry(pair, null)).toMatchObject({ refusal: { code: 'CHAIN_PARITY' } });
  });

  it('are out of the money, in order, and surer with a narrower spread', () => {
    const narrow = unwrap(readExpiry(chainOf(0.5, 0.001), null)).points;
    const wide = unwrap(readExpiry(chainOf(0.5, 0.01), null)).points;
    expect(narrow.map(({ k }) => k)).toEqual(narrow.map(({ k }) => k).toSorted((a, b) => a - b));
    const at = (points: typeof wide) => points.find(({ k }) => Math.abs(k) < 0.01)?.weight ?? NaN;
    expect(at(narrow) / at(wide)).toBeCloseTo(100, 0);
  });

  it('that cannot be used are left, with why', () => {
    const good = chainOf(0.5);
    const spelt = 'CALL' as never;
    const wrong: readonly ChainQuote[] = [
      { right: 'put', strike: 10, years: 0.5, bid: 0, ask: 0.05 },
      { right: 'put', strike: 20, years: 0.5, bid: 2, ask: 1 },
      { right: 'put', strike: -1, years: 0.5, bid: 1, ask: 2 },
      { right: spelt, strike: 30, years: 0.5, bid: 1, ask: 2 },
    ];
    const { left, points } = unwrap(readExpiry([...good, ...wrong], null));
    const whys = left.filter(({ quote }) => wrong.includes(quote)).map(({ why }) => why);
    expect(whys).toEqual(['nothing is bid', 'bid above ask', 'no option', 'no option']);
    expect(points.length + left.length).toBe(good.length + wrong.length);
  });
});

describe('the surface of a chain', () => {
  it('has the volatilities that made it, by expiry', () => {
    for (const years of [0.25, 1]) {
      for (const strike of [75, 90, 100, 110, 125]) {
        const found = volatilityAt(surface, { strike, years });
        expect(found).toBeCloseTo(trueVolatility(strike, years), 4);
      }
    }
    expect(surface.smiles.map(({ years, status }) => [years, status])).toEqual([
      [0.25, 'fitted'],
      [1, 'fitted'],
    ]);
  });

  it('goes in a line of total variance between expiries, and stays as it is beyond them', () => {
    const at = (years: number): number => {
      const strike = forwardAt(surface, years);
      return volatilityAt(surface, { strike, years }) ** 2;
    };
    expect(at(0.625) * 0.625).toBeCloseTo((at(0.25) * 0.25 + at(1)) / 2, 12);
    expect(at(0.1)).toBeCloseTo(at(0.25), 12);
    expect(at(3)).toBeCloseTo(at(1), 12);
  });

  it('has forwards that grow evenly', () => {
    for (const years of [0.1, 0.25, 0.6, 1, 2]) {
      expect(forwardAt(surface, years)).toBeCloseTo(forwardIn(years), 6);
    }
    const single = unwrap(fitSurface(chainOf(0.25)));
    expect(forwardAt(single, 2)).toBeCloseTo(forwardIn(0.25), 8);
  });

  it('is repaired where a later expiry is quoted below an earlier one', () => {
    const cheap = chainOf(0.25).map((quote) => ({ ...quote, years: 0.3 }));
    const dear = chainOf(1).map((quote) => ({ ...quote, years: 0.25 }));
    const [first, second] = unwrap(fitSurface([...dear, ...cheap])).smiles;
    expect([first?.status, second?.status]).toEqual(['fitted', 'repaired']);
    if (first === undefined || second === undefined) throw new Error('a smile is missing');
    expect(findCalendar(first.svi, second.svi, 1)).toBeNull();
    expect(findButterfly(second.svi, 1)).toBeNull();
  });

  it('says which expiry has no smile, and why', () => {
    const few = chainOf(0.5).slice(28, 36);
    const { refused, smiles, left } = unwrap(fitSurface([...quotes, ...few]));
    const said = left.filter(({ quote }) => quote.years === 0.5);
    expect(said).toHaveLength(few.length);
    expect(said.some(({ why }) => why.startsWith('its expiry has no smile: '))).toBe(true);
    expect(refused).toMatchObject([{ years: 0.5, refusal: { code: 'SMILE_POINTS' } }]);
    expect(smiles).toHaveLength(2);
  });

  it('is refused where no expiry has a smile', () => {
    expect(fitSurface([])).toMatchObject({ refusal: { code: 'SURFACE_EMPTY' } });
    const few = fitSurface(chainOf(0.5).slice(0, 4));
    expect(few).toMatchObject({ ok: false, refusal: { code: 'SURFACE_EMPTY' } });
    const many = Array.from({ length: 201 }, (_, at) => chainOf(0.5 + at)[0]).filter(
      (quote) => quote !== undefined,
    );
    expect(fitSurface(many)).toMatchObject({ refusal: { code: 'SURFACE_EXPIRIES' } });
  });

  it.each([
    [{ strike: 0, years: 1 }, 'strike 0'],
    [{ strike: 100, years: 0 }, 'in 0 years'],
    [{ strike: Infinity, years: 1 }, 'strike Infinity'],
    [{ strike: 100, years: Infinity }, 'in Infinity years'],
  ])('refuses %o', (at, message) => {
    expect(() => volatilityAt(surface, at)).toThrow(message);
  });
});
