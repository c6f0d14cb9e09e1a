import { unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { priceBlack76 } from '../options/option-price.ts';
import type { ChainQuote } from './chain.ts';
import { fitSurface, forwardAt, volatilityAt, type VolatilitySurface } from './surface.ts';

type Shape = { readonly level: number; readonly skew: number; readonly bend: number };

/** A chain by a skewed and bent smile, which may be steeper than any that is free of arbitrage. */
function chainOf(years: number, { level, skew, bend }: Shape): readonly ChainQuote[] {
  const forward = 100 * Math.exp(0.04 * years);
  const discount = Math.exp(-0.05 * years);
  return Array.from({ length: 25 }, (_, at) => 60 + 4 * at).flatMap((strike) => {
    const k = Math.log(strike / forward);
    const volatility = Math.max(0.05, level - skew * k + bend * k * k);
    return (['call', 'put'] as const).map((right) => {
      const price = priceBlack76({ right, strike, years, forward, discount, volatility });
      const half = Math.max(0.01, price * 0.01);
      return { right, strike, years, bid: Math.max(0, price - half), ask: price + half };
    });
  });
}

/** The least second difference of undiscounted calls by strike: a likelihood, with what the step blurs. */
function leastDensity(surface: VolatilitySurface, years: number): number {
  const forward = forwardAt(surface, years);
  const callAt = (strike: number): number => {
    const volatility = volatilityAt(surface, { strike, years });
    return priceBlack76({ right: 'call', forward, strike, years, discount: 1, volatility });
  };
  let least = Infinity;
  for (let k = -2; k <= 2; k += 0.02) {
    const strike = forward * Math.exp(k);
    const step = strike * 0.005;
    const second = callAt(strike + step) - 2 * callAt(strike) + callAt(strike - step);
    least = Math.min(least, second / (step * step));
  }
  return least;
}

const shape = fc.record({
  level: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
  skew: fc.double({ min: -0.4, max: 1.2, noNaN: true }),
  bend: fc.double({ min: 0, max: 0.6, noNaN: true }),
});

describe('a surface behind its last expiry', () => {
  it('has no likelihood below zero where that has none, and no total variance that falls', () => {
    const property = fc.property(shape, shape, (first, last) => {
      const surface = unwrap(fitSurface([...chainOf(0.1, first), ...chainOf(0.5, last)]));
      const end = surface.smiles.at(-1)?.years ?? NaN;
      // Of a smile that is itself at fault, far from all quotes, nothing is to be had.
      fc.pre(leastDensity(surface, end) >= -1e-9);
      for (const years of [1.2 * end, 2 * end, 8 * end]) {
        expect(leastDensity(surface, years)).toBeGreaterThanOrEqual(-1e-9);
      }
      for (let k = -2; k <= 2; k += 0.1) {
        const variances = [1, 1.1, 2, 8].map((times) => {
          const years = times * end;
          const strike = forwardAt(surface, years) * Math.exp(k);
          return volatilityAt(surface, { strike, years }) ** 2 * years;
        });
        const sorted = variances.toSorted((one, other) => one - other);
        for (const [at, variance] of variances.entries()) {
          expect(Math.abs(variance - (sorted[at] ?? NaN))).toBeLessThan(1e-12);
        }
      }
    });
    fc.assert(property, { numRuns: 10 });
  });
});
