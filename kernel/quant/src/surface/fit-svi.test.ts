import { unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitSmile, type SmilePoint } from './fit-svi.ts';
import { findButterfly, findCalendar, totalVarianceOf, type Svi } from './svi.ts';

const pointsOf = (svi: Svi, reach = 0.6): readonly SmilePoint[] =>
  Array.from({ length: 31 }, (_, at) => {
    const k = reach * (at / 15 - 1);
    return { k, totalVariance: totalVarianceOf(svi, k), weight: 1 };
  });
const tame: Svi = { level: 0.01, slope: 0.1, tilt: -0.4, centre: 0.05, bend: 0.2 };
const vogt: Svi = { level: -0.041, slope: 0.1331, tilt: 0.306, centre: 0.3586, bend: 0.4153 };

describe('the fit of a smile', () => {
  it('finds the one that made the points', () => {
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const aSmile: fc.Arbitrary<Svi> = fc.record({
      level: double(0.005, 0.05),
      slope: double(0.05, 0.2),
      tilt: double(-0.7, 0.7),
      centre: double(-0.1, 0.1),
      bend: double(0.1, 0.3),
    });
    const property = fc.property(aSmile, (svi) => {
      fc.pre(findButterfly(svi, 3) === null);
      const fitted = unwrap(fitSmile(pointsOf(svi), null));
      expect(fitted.status).toBe('fitted');
      expect(fitted.error).toBeLessThan(2e-5);
    });
    fc.assert(property, { numRuns: 12 });
  });

  it('finds one whose level is below zero', () => {
    const low = { ...tame, level: -0.005 };
    const fitted = unwrap(fitSmile(pointsOf(low), null));
    expect(fitted.status).toBe('fitted');
    expect(fitted.svi.level).toBeCloseTo(-0.005, 3);
  });

  it('repairs one with a butterfly for nothing, and says so', () => {
    const repaired = unwrap(fitSmile(pointsOf(vogt, 1.5), null));
    expect(repaired.status).toBe('repaired');
    expect(findButterfly(repaired.svi, 3)).toBeNull();
    expect(repaired.error).toBeGreaterThan(1e-4);
    expect(repaired.error).toBeLessThan(5e-3);
  });

  it('repairs one that lies below an earlier expiry', () => {
    const earlier = { ...tame, level: 0.02 };
    const repaired = unwrap(fitSmile(pointsOf(tame), earlier));
    expect(repaired.status).toBe('repaired');
    expect(findCalendar(earlier, repaired.svi, 2)).toBeNull();
    expect(findButterfly(repaired.svi, 2)).toBeNull();
    expect(repaired.error).toBeCloseTo(0.01, 3);
  });

  it('goes by the weights', () => {
    const wrong = pointsOf(tame).map((point, at) =>
      at === 3 ? { ...point, totalVariance: 0.5, weight: 1e-9 } : point,
    );
    expect(totalVarianceOf(unwrap(fitSmile(wrong, null)).svi, 0)).toBeCloseTo(
      totalVarianceOf(tame, 0),
      4,
    );
  });

  it('refuses fewer strikes than it has numbers', () => {
    const few = pointsOf(tame).slice(0, 4);
    const refused = fitSmile(few, null);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'SMILE_POINTS' } });
  });
});
