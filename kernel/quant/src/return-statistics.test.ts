import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { computeReturnStatistics, type ReturnStatistics } from './return-statistics.ts';

/** Expected values below were worked with 40 decimal digits from the definitions in the README. */
const returns = [0.01, -0.02, 0.03, -0.01, 0.02, 0.04, -0.03, 0.05, -0.04, 0.02];
const daily = fc.double({ min: -0.5, max: 0.5, noNaN: true });

const worked: readonly (readonly [keyof ReturnStatistics, number])[] = [
  ['ReturnsAverage', 0.007],
  ['ReturnsAverageWin', 0.17 / 6],
  ['ReturnsAverageLoss', -0.025],
  ['ProfitFactor', 1.7],
  ['ReturnsVolatility', 0.48526281538976385],
  ['ReturnsSkewness', -0.22872023422596338],
  ['ReturnsKurtosis', -1.2622443251995015],
  ['RiskReturnRatio', 0.22899252021908953],
  ['SharpeRatio', 3.6351435635618454],
  ['SortinoRatio', 6.415605972938176],
];

describe('return statistics', () => {
  test.each(worked)('give the worked value of %s', (name, value) => {
    expect(computeReturnStatistics(returns)[name]).toBeCloseTo(value, 12);
  });

  test.each([
    ['SharpeRatio', 3.5312823188886497],
    ['SortinoRatio', 6.191002263433664],
  ] as const)('take a day’s share of the risk-free return off %s', (name, value) => {
    const statistics = computeReturnStatistics(returns, { riskFree: 0.0504 });
    expect(statistics[name]).toBeCloseTo(value, 12);
  });

  test('leave the other figures alone when a risk-free return is given', () => {
    const { SharpeRatio: _, SortinoRatio: __, ...plain } = computeReturnStatistics(returns);
    expect(computeReturnStatistics(returns, { riskFree: 0.05 })).toMatchObject(plain);
  });

  test('scale the yearly figures by the root of the days', () => {
    const day = computeReturnStatistics(returns, { daysPerYear: 1 });
    const year = computeReturnStatistics(returns, { daysPerYear: 400 });
    expect(year.ReturnsVolatility).toBeCloseTo(20 * (day.ReturnsVolatility ?? NaN), 12);
    expect(year.SharpeRatio).toBeCloseTo(20 * (day.SharpeRatio ?? NaN), 12);
    expect(year.SortinoRatio).toBeCloseTo(20 * (day.SortinoRatio ?? NaN), 12);
  });

  test('have a kurtosis of -1.2 over four even steps', () => {
    expect(computeReturnStatistics([1, 2, 3, 4]).ReturnsKurtosis).toBeCloseTo(-1.2, 12);
  });

  test.each([
    ['ReturnsAverage', 1],
    ['ReturnsVolatility', 2],
    ['SortinoRatio', 2],
    ['ReturnsSkewness', 3],
    ['ReturnsKurtosis', 4],
  ] as const)('define %s from %i returns on', (name, count) => {
    const some = [-0.1, 0.2, 0.4, -0.3];
    expect(computeReturnStatistics(some.slice(0, count - 1))[name]).toBeNull();
    expect(computeReturnStatistics(some.slice(0, count))[name]).not.toBeNull();
  });

  test('leave every ratio over a deviation undefined where all returns are alike', () => {
    const { ReturnsVolatility, SharpeRatio, SortinoRatio, RiskReturnRatio, ReturnsSkewness } =
      computeReturnStatistics([0.1, 0.1, 0.1, 0.1, 0.1 + 1e-16]);
    expect(ReturnsVolatility).toBe(0);
    expect([SharpeRatio, SortinoRatio, RiskReturnRatio, ReturnsSkewness]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('leave the profit factor undefined without a loss', () => {
    expect(computeReturnStatistics([0.1, 0]).ProfitFactor).toBeNull();
  });

  test('change the sign of average, skewness and Sharpe when every return does', () => {
    const sample = fc.array(daily, { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(sample, (values) => {
        const here = computeReturnStatistics(values);
        const there = computeReturnStatistics(values.map((value) => 0 - value));
        expect((there.ReturnsAverage ?? 0) + (here.ReturnsAverage ?? 0)).toBe(0);
        expect((there.ReturnsSkewness ?? 0) + (here.ReturnsSkewness ?? 0)).toBe(0);
        expect((there.SharpeRatio ?? 0) + (here.SharpeRatio ?? 0)).toBe(0);
        expect(there.ReturnsVolatility).toBe(here.ReturnsVolatility);
      }),
    );
  });

  test('read a typed array as they read a list', () => {
    expect(computeReturnStatistics(Float64Array.from(returns))).toEqual(
      computeReturnStatistics(returns),
    );
  });

  test.each([0, -1, NaN, Infinity])('refuse a year of %d days', (daysPerYear) => {
    expect(() => computeReturnStatistics(returns, { daysPerYear })).toThrow('days of a year');
  });

  test('refuse a risk-free return that is not finite', () => {
    expect(() => computeReturnStatistics(returns, { riskFree: NaN })).toThrow('finite');
  });
});
