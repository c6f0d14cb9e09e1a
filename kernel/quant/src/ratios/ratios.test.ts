import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computeReturnStatistics } from '../return-statistics.ts';
import { ratioConventions, statedConvention, type RatioName } from './conventions.ts';
import { computeBenchmarkRatios, type BenchmarkRatios } from './benchmark-ratios.ts';
import { computeRatios, equityOfReturns, type Ratios } from './ratios.ts';

const returns = [0.01, -0.02, 0.03, -0.01, 0.02, 0.04, -0.03, 0.05, -0.04, 0.02];
const benchmark = [0.005, -0.01, 0.02, -0.015, 0.01, 0.03, -0.02, 0.02, -0.03, 0.015];
const riskFree = 0.0504;

describe('ratios', () => {
  it.each([
    // empyrical-reloaded 0.7.1, a risk-free return of 0.0002 a day.
    ['annualReturn', 4.222069085087916],
    ['annualVolatility', 0.48526281538976396],
    ['sharpe', 3.5312823188886493],
    ['sortino', 6.1910022634336626],
    ['calmar', 105.551727127198],
    ['omega', 1.7],
  ] as const)('have the %s of empyrical', (name, value) => {
    expect(computeRatios(returns, { convention: 'empyrical', riskFree })[name]).toBeCloseTo(
      value,
      10,
    );
  });

  it.each([
    // By LEAN's formulas in numpy 2.4.6, with a yearly risk-free return of 0.05.
    ['annualReturn', 4.799981115385958],
    ['sharpe', 9.788471246392051],
    ['sortino', 23.17753458504656],
  ] as const)('have the %s of LEAN', (name, value) => {
    const lean = computeRatios(returns, { convention: 'lean', riskFree: 0.05 });
    expect(lean[name]).toBeCloseTo(value, 9);
  });

  it('know no risk-free return by nautilus', () => {
    const nautilus = computeRatios(returns, { convention: 'nautilus', riskFree });
    const free = computeRatios(returns);
    expect([nautilus.sharpe, nautilus.sortino]).toEqual([free.sharpe, free.sortino]);
    expect(computeRatios(returns, { riskFree }).sharpe).not.toBe(free.sharpe);
  });

  it('take the size of what is left by quantstats, where it is less than nothing', () => {
    const ruined = [-2, 0.1];
    expect(computeRatios(ruined).annualReturn).toBeNull();
    const annual = computeRatios(ruined, { convention: 'quantstats', daysPerYear: 2 }).annualReturn;
    expect(annual).toBeCloseTo(0.1, 12);
  });

  it('are by default those of the default statistics', () => {
    const statistics = computeReturnStatistics(returns, { riskFree });
    const { sharpe, sortino, annualVolatility } = computeRatios(returns, { riskFree });
    expect(sharpe).toBeCloseTo(statistics.SharpeRatio ?? NaN, 12);
    expect(sortino).toBeCloseTo(statistics.SortinoRatio ?? NaN, 12);
    expect(annualVolatility).toBe(statistics.ReturnsVolatility);
  });

  it('count a loss in the first period as a fall', () => {
    expect(computeRatios([-0.5, 1, 0.1], { daysPerYear: 3 }).calmar).toBeCloseTo(0.1 / 0.5, 12);
    expect([...equityOfReturns([-0.5, 1], 100)]).toEqual([100, 50, 100]);
  });

  it('part gains from losses at the target', () => {
    // empyrical-reloaded 0.7.1: omega_ratio with a risk-free return of 0.001 a day.
    expect(computeRatios(returns, { target: 0.001 }).omega).toBeCloseTo(1.5769230769230769, 12);
    expect(computeRatios(returns).gainToPain).toBeCloseTo(0.7, 12);
  });

  it('feel how long a fall lasts in the ulcer index', () => {
    // Falls of a half, a half and none: the root of a sixth.
    expect(computeRatios([-0.5, 0, 1]).ulcerIndex).toBeCloseTo(Math.sqrt(0.5 / 3), 12);
  });
});

describe('ratios beside a benchmark', () => {
  it.each([
    // empyrical-reloaded 0.7.1, a risk-free return of 0.0002 a day.
    ['beta', 1.4740484429065746],
    ['alpha', 1.357920227192646],
    ['upCapture', 17.752603581793863],
    ['downCapture', 1.0068112004176502],
    ['informationRatio', 0.36439934858051215],
  ] as const)('have the %s of empyrical', (name, value) => {
    const found = computeBenchmarkRatios(returns, benchmark, { convention: 'empyrical', riskFree });
    expect(found[name]).toBeCloseTo(value, 10);
  });

  it.each([
    // By LEAN's formulas in numpy 2.4.6, with a yearly risk-free return of 0.05.
    ['alpha', 3.532218103820114],
    ['informationRatio', 20.01597613983858],
    ['trackingError', 0.1960357110324545],
  ] as const)('have the %s of LEAN', (name, value) => {
    const lean = computeBenchmarkRatios(returns, benchmark, { convention: 'lean', riskFree: 0.05 });
    expect(lean[name]).toBeCloseTo(value, 9);
  });

  it('have the alpha of quantstats without a risk-free return', () => {
    const found = computeBenchmarkRatios(returns, benchmark, {
      convention: 'quantstats',
      riskFree,
    });
    expect(found.alpha).toBeCloseTo(0.835349480968858, 11);
  });

  it('are by default of a year, and capture in geometric means', () => {
    const found = computeBenchmarkRatios(returns, benchmark);
    expect(found.informationRatio).toBeCloseTo(5.784660325547837, 10);
    expect(found.correlation).toBeCloseTo(0.9660902215161362, 12);
    expect(found.battingAverage).toBe(0.7);
    const some = computeBenchmarkRatios([0.2, -0.1, 0.2], [0.1, -0.2, 0.1]);
    expect([some.upCapture, some.downCapture]).toEqual([
      expect.closeTo(2, 12),
      expect.closeTo(0.5, 12),
    ]);
  });

  it('of the benchmark itself have no alpha and a beta of one', () => {
    const daily = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    const property = fc.property(fc.array(daily, { minLength: 3, maxLength: 40 }), (values) => {
      const found = computeBenchmarkRatios(values, values, { riskFree });
      fc.pre(found.beta !== null);
      expect(found.beta).toBeCloseTo(1, 9);
      expect(found.alpha).toBeCloseTo(0, 9);
      expect([found.informationRatio, found.trackingError]).toEqual([null, 0]);
    });
    fc.assert(property);
  });

  it('of what does not move are no dust: a beta of zero, and nothing over it', () => {
    const still = benchmark.map(() => 0.001);
    const ofFund = computeBenchmarkRatios(still, benchmark);
    expect(ofFund).toMatchObject({ beta: 0, correlation: null, treynor: null });
    expect(ofFund.alpha).toBeCloseTo(0.252, 12);
    const besideStill = computeBenchmarkRatios(returns, still);
    const none = { beta: null, alpha: null, correlation: null, treynor: null };
    expect(besideStill).toMatchObject(none);
  });

  it('refuse a benchmark of other periods', () => {
    expect(() => computeBenchmarkRatios(returns, [0.1])).toThrow('10 returns beside 1');
  });
});

describe('the table of conventions', () => {
  it('names every ratio there is, and no other', () => {
    const ratios: Ratios & BenchmarkRatios = {
      ...computeRatios(returns),
      ...computeBenchmarkRatios(returns, benchmark),
    };
    expect(Object.keys(ratios).sort()).toEqual(Object.keys(ratioConventions).sort());
  });

  it('says of each by whom it differs, and only of those it does', () => {
    const names = Object.keys(ratioConventions).filter(
      (name): name is RatioName => name in ratioConventions,
    );
    for (const convention of ['empyrical', 'quantstats', 'lean', 'nautilus'] as const) {
      const of = (by: typeof convention | 'argosy') => ({
        ...computeRatios([...returns, -1.5], { convention: by, riskFree }),
        ...computeBenchmarkRatios(returns, benchmark, { convention: by, riskFree }),
      });
      const [theirs, ours] = [of(convention), of('argosy')];
      for (const name of names) {
        if (statedConvention(name, convention) !== statedConvention(name)) continue;
        // What is made of an annual return follows it.
        if (name === 'calmar' || name === 'treynor') continue;
        expect([name, theirs[name]]).toEqual([name, ours[name]]);
      }
    }
  });
});

it('no ratio is ever anything but a finite number or null', () => {
  const value = fc.double({ min: -3, max: 3, noNaN: true });
  const pairs = fc.array(fc.tuple(value, value), { maxLength: 20 });
  const convention = fc.constantFrom('argosy', 'empyrical', 'quantstats', 'lean', 'nautilus');
  const property = fc.property(pairs, convention, (some, by) => {
    const [own, other] = [some.map(([one]) => one), some.map(([, two]) => two)];
    const found = {
      ...computeRatios(own, { convention: by, riskFree }),
      ...computeBenchmarkRatios(own, other, { convention: by, riskFree }),
    };
    const wrong = Object.entries(found).filter(
      ([, ratio]) => ratio !== null && !Number.isFinite(ratio),
    );
    expect(wrong).toEqual([]);
  });
  fc.assert(property);
});
