import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { priceBlack76 } from '../options/option-price.ts';
import { durrlemanOf, findButterfly, findCalendar, totalVarianceOf, type Svi } from './svi.ts';

/** The smile of A. Vogt, which looks well and is not: Gatheral and Jacquier (2014), example 3.1. */
const vogt: Svi = { level: -0.041, slope: 0.1331, tilt: 0.306, centre: 0.3586, bend: 0.4153 };
const tame: Svi = { level: 0.01, slope: 0.1, tilt: -0.4, centre: 0.05, bend: 0.2 };

describe('a smile', () => {
  it('is a hyperbola', () => {
    expect(totalVarianceOf(tame, 0.05)).toBeCloseTo(0.01 + 0.1 * 0.2, 15);
    expect(totalVarianceOf(tame, 100)).toBeCloseTo(0.01 + 0.1 * 0.6 * 99.95, 3);
    expect(totalVarianceOf(tame, -100)).toBeCloseTo(0.01 + 0.1 * 1.4 * 100.05, 3);
  });

  it('has the density that its butterflies cost', () => {
    const property = fc.property(fc.double({ min: -0.6, max: 0.6, noNaN: true }), (k) => {
      const price = (strike: number): number => {
        const volatility = Math.sqrt(totalVarianceOf(tame, Math.log(strike)));
        return priceBlack76({
          right: 'call',
          forward: 1,
          strike,
          years: 1,
          volatility,
          discount: 1,
        });
      };
      const [strike, step] = [Math.exp(k), 1e-3];
      const butterfly = price(strike - step) + price(strike + step) - 2 * price(strike);
      const variance = totalVarianceOf(tame, k);
      const below = -k / Math.sqrt(variance) - Math.sqrt(variance) / 2;
      const density = Math.exp((-below * below) / 2) / Math.sqrt(2 * Math.PI * variance);
      expect(butterfly / step ** 2).toBeCloseTo((durrlemanOf(tame, k) * density) / strike, 3);
    });
    fc.assert(property);
  });
});

describe('arbitrage', () => {
  it('is found in a butterfly of the smile of Vogt', () => {
    const found = findButterfly(vogt, 1.5);
    expect(found?.kind).toBe('butterfly');
    expect(found?.at).toBeGreaterThan(0.7);
    expect(found?.at).toBeLessThan(1.2);
    expect(found?.by).toBeLessThan(-0.02);
    expect(findButterfly(tame, 3)).toBeNull();
  });

  it('is found in wings that rise too steeply, and in a variance below zero', () => {
    const steep = { ...tame, slope: 1.5 };
    expect(findButterfly(steep, 1)).toMatchObject({ kind: 'butterfly', at: -Infinity });
    const still = { level: 0.5, slope: 1.2, tilt: 0.5, centre: 0, bend: 1 };
    expect(findButterfly(still, 5)).toBeNull();
    expect(findButterfly({ ...still, slope: 1.4 }, 5)).toMatchObject({ at: Infinity });
    expect(findButterfly({ ...tame, level: -0.03 }, 1)?.by).toBe(-Infinity);
  });

  it('is found where a later smile lies below an earlier one', () => {
    const higher = { ...tame, level: 0.02 };
    expect(findCalendar(tame, higher, 1)).toBeNull();
    expect(findCalendar(higher, tame, 1)?.by).toBeCloseTo(-0.01, 12);
    const flatter = { ...higher, slope: 0.09 };
    expect(findCalendar(tame, flatter, 0.1)).toMatchObject({ kind: 'calendar', at: -Infinity });
  });

  it('is found where two smiles cross only near the turn of one of them', () => {
    const sharp = { level: 0.0298, slope: 0.2, tilt: -0.4, centre: 0.0533, bend: 0.000_01 };
    expect(findCalendar(tame, sharp, 10)?.at).toBeCloseTo(0.0533, 3);
  });
});
