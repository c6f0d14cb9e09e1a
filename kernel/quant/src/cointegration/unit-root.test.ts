import { unitedStates } from '@argosy/testkit/series';
import { describe, expect, it } from 'vitest';

import { testCointegration, testUnitRoot } from './unit-root.ts';

// Statistics and probabilities as statsmodels 0.15.0 gives them on the same quarters, without a choice of
// lags; its own tests have the first of each from Stata.
const { consumption, product, inflation } = unitedStates;

describe('the test for a unit root', () => {
  it.each([
    [inflation, 1, -4.334_698_994_288_42, 0.000_386_608_720_281_221_26],
    [inflation, 4, -2.718_575_049_309_037_7, 0.070_878_759_725_515_69],
    [product, 4, 0.975_051_611_829_481_4, 0.993_995_613_328_423],
  ] as const)('comes to the published statistic %#', (values, lags, statistic, probability) => {
    const found = testUnitRoot(values, { lags });
    expect(found.statistic).toBeCloseTo(statistic, 9);
    expect(found.probability).toBeCloseTo(probability, 9);
  });

  it('has the critical values of MacKinnon’s response surface for its rows', () => {
    const { critical, rows } = testUnitRoot(inflation, { lags: 1 });
    expect(rows).toBe(201);
    expect(critical.one).toBeCloseTo(-3.463_309_097_276_174_4, 12);
    expect(critical.five).toBeCloseTo(-2.876_029_332_045_744, 12);
    expect(critical.ten).toBeCloseTo(-2.574_493_259_325_264_3, 12);
  });

  it('takes one lag unless told', () => {
    expect(testUnitRoot(inflation)).toEqual(testUnitRoot(inflation, { lags: 1 }));
  });

  it('has no statistic where nothing moves, all is told, or rows are too few', () => {
    expect(testUnitRoot([5, 5, 5, 5, 5, 5]).statistic).toBeNull();
    expect(testUnitRoot([1, 2, 4, 8, 16, 32, 64], { lags: 0 }).statistic).toBeNull();
    expect(testUnitRoot([1, 3, 2, 5], { lags: 1 })).toMatchObject({
      statistic: null,
      probability: null,
      rows: 2,
    });
  });

  it('refuses more than thirty lags', () => {
    expect(testUnitRoot(inflation, { lags: 30 }).statistic).not.toBeNull();
    for (const lags of [31, -1, 0.5]) {
      expect(() => testUnitRoot(inflation, { lags })).toThrow('from 0 to 30');
    }
  });
});

describe('the test for cointegration', () => {
  it.each([
    [0, -1.830_170_986_148_233, 0.614_954_560_193_059_9],
    [2, -1.557_669_259_213_593, 0.738_421_223_471_540_3],
  ] as const)('comes to the published statistic with %i lags', (lags, statistic, probability) => {
    const found = testCointegration(consumption, product, { lags });
    expect(found.statistic).toBeCloseTo(statistic, 8);
    expect(found.probability).toBeCloseTo(probability, 8);
    expect(found.critical.five).toBeCloseTo(-3.366_545_23, 8);
  });

  it('finds the ratio and the half-life of a pair that was made with them', () => {
    let [wander, spread] = [100, 0];
    const noise = (step: number, seed: number) => Math.sin(step * seed) * Math.cos(step * step);
    const rows = Array.from({ length: 400 }, (_, step) => {
      wander += noise(step, 12.9898);
      spread = 0.8 * spread + noise(step, 78.233);
      return [3 + 1.5 * wander + spread, wander] as const;
    });
    const first = rows.map(([one]) => one);
    const second = rows.map(([, other]) => other);
    const { ratio, halfLife, probability } = testCointegration(first, second);
    expect(ratio).toBeCloseTo(1.5, 1);
    expect(halfLife).toBeGreaterThan(1.5);
    expect(halfLife).toBeLessThan(6);
    expect(probability).toBeLessThan(0.01);
  });

  it('says nothing of a pair whose second never moves', () => {
    expect(testCointegration([1, 2, 4, 7], [5, 5, 5, 5])).toMatchObject({
      statistic: null,
      probability: null,
      ratio: null,
      halfLife: null,
    });
  });
});
