import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { computeReturnStatistics } from './return-statistics.ts';
import { YEARLY_DAYS_MIN } from './sample.ts';
import { defaultStatistics, statistics, type StatisticsInput } from './statistics.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const input: fc.Arbitrary<StatisticsInput> = fc.record({
  nets: fc.array(number),
  sides: fc.array(fc.constantFrom('long', 'short')),
  dailyEquity: fc.array(number),
  daysPerYear: fc.constantFrom(1, 252, 365),
  riskFree: fc.constantFrom(0, 0.05),
});

describe('the default statistics', () => {
  test('are named as in their table, no more and no less', () => {
    const names = Object.keys(defaultStatistics({ nets: [], sides: [], dailyEquity: [] }));
    expect(names).toEqual(Object.keys(statistics));
  });

  test('are a finite number or null, whatever happened', () => {
    fc.assert(
      fc.property(input, (given) => {
        const values = Object.values(defaultStatistics(given));
        expect(values.filter((value) => value !== null && !Number.isFinite(value))).toEqual([]);
      }),
    );
  });

  test('are all null where nothing happened', () => {
    const values = Object.values(defaultStatistics({ nets: [], sides: [], dailyEquity: [] }));
    expect(new Set(values)).toEqual(new Set([null]));
  });

  test('make daily returns of the equity', () => {
    const { SharpeRatio } = defaultStatistics({
      nets: [],
      sides: [],
      dailyEquity: [100, 150, 75, 150],
      daysPerYear: 100,
      yearlyDaysMin: 0,
    });
    const expected = computeReturnStatistics([0.5, -0.5, 1], { daysPerYear: 100 });
    expect(SharpeRatio).toBe(expected.SharpeRatio);
  });

  test('keep what needs no returns where a day begins with nothing', () => {
    const result = defaultStatistics({ nets: [5], sides: ['short'], dailyEquity: [100, 0, 50] });
    expect([result.Expectancy, result.LongRatio, result.MaxDrawdown]).toEqual([5, 0, -1]);
    expect(result.ReturnsAverage).toBeNull();
  });

  test('say nothing of a year after too few days, and all of it one day later', () => {
    const of = (days: number) => {
      const dailyEquity = Array.from({ length: days + 1 }, (_, day) => 100 + day + (day % 3));
      return defaultStatistics({ nets: [], sides: [], dailyEquity, deepestFall: -0.1 });
    };
    const yearlyOf = ({ CAGR, CalmarRatio, SharpeRatio, ...rest }: ReturnType<typeof of>) => {
      const { SortinoRatio, ReturnsVolatility } = rest;
      return [CAGR, CalmarRatio, SharpeRatio, SortinoRatio, ReturnsVolatility];
    };
    expect(new Set(yearlyOf(of(YEARLY_DAYS_MIN - 1)))).toEqual(new Set([null]));
    expect(yearlyOf(of(YEARLY_DAYS_MIN))).not.toContain(null);
    expect(of(YEARLY_DAYS_MIN - 1)).toMatchObject({ MaxDrawdown: -0.1 });
  });

  test('have a profit factor of the days and one of the trades', () => {
    const dailyEquity = [100, 110, 99];
    const { ProfitFactor, ProfitFactorByTrades } = defaultStatistics({
      nets: [30, -10, 0, -5],
      sides: ['long', 'long', 'long', 'short'],
      dailyEquity,
    });
    expect([ProfitFactor, ProfitFactorByTrades]).toEqual([expect.closeTo(1, 9), 2]);
  });

  test('annualise growth by the days given', () => {
    const given = {
      nets: [],
      sides: [],
      dailyEquity: [100, 110],
      daysPerYear: 2,
      yearlyDaysMin: 1,
    };
    expect(defaultStatistics(given).CAGR).toBeCloseTo(0.21, 12);
  });
});
