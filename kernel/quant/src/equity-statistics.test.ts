import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  computeCagr,
  computeDailyReturns,
  computeDrawdown,
  computeEquityStatistics,
  RunningDrawdown,
} from './equity-statistics.ts';

const worth = fc.double({ min: 1, max: 1e9, noNaN: true });
const curve = fc.array(worth, { minLength: 2, maxLength: 40 });

describe('daily returns', () => {
  test('are the growth of each day over the day before', () => {
    expect(computeDailyReturns([100, 150, 75])).toEqual(Float64Array.of(0.5, -0.5));
  });

  test('may end with the loss of everything', () => {
    expect(computeDailyReturns([100, 0])).toEqual(Float64Array.of(-1));
  });

  test.each([0, -10])('are undefined where a day begins with %d', (before) => {
    expect(computeDailyReturns([100, before, 50])).toBeNull();
  });

  test('are none for a single day', () => {
    expect(computeDailyReturns([100])).toEqual(new Float64Array(0));
  });

  test('compound to the growth of the whole', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const returns = [...(computeDailyReturns(equity) ?? [])];
        const growth = returns.reduce((product, value) => product * (1 + value), 1);
        expect((growth * (equity[0] ?? NaN)) / (equity.at(-1) ?? NaN)).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe('the deepest drawdown', () => {
  test('is measured from the highest point before it', () => {
    expect(computeDrawdown([100, 80, 120, 60, 130, 100])).toEqual({
      fraction: -0.5,
      peakIndex: 2,
      troughIndex: 3,
    });
  });

  test('is none where equity only rises', () => {
    expect(computeDrawdown([1, 2, 3])).toEqual({ fraction: 0, peakIndex: 0, troughIndex: 0 });
  });

  test('is the first of two alike', () => {
    expect(computeDrawdown([100, 50, 200, 100])?.troughIndex).toBe(1);
  });

  test('passes minus one where more than everything is lost', () => {
    expect(computeDrawdown([100, -50])?.fraction).toBe(-1.5);
  });

  test.each([[[]], [[0, 10]], [[-5, 10]]])('is undefined for %j', (equity) => {
    expect(computeDrawdown(equity)).toBeNull();
  });

  test('is the worst of all pairs of an earlier and a later day', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const falls = equity.flatMap((from, at) => equity.slice(at).map((to) => to / from - 1));
        expect(computeDrawdown(equity)?.fraction).toBe(Math.min(...falls));
      }),
    );
  });
});

describe('a drawdown told point by point', () => {
  test('is that of the whole curve', () => {
    const anyCurve = fc.array(fc.double({ min: -10, max: 1e6, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(anyCurve, (equity) => {
        const running = new RunningDrawdown();
        for (const value of equity) running.update(value);
        expect(running.fraction).toBe(computeDrawdown(equity)?.fraction ?? null);
      }),
    );
  });
});

describe('yearly growth', () => {
  test('of a quarter’s tenth is its fourth power', () => {
    expect(computeCagr([100, 105, 110], 8)).toBeCloseTo(0.4641, 12);
  });

  test('over a full year is the growth itself', () => {
    expect(computeCagr([100, 130, 120], 2)).toBeCloseTo(0.2, 12);
  });

  test('is minus one where nothing is left', () => {
    expect(computeCagr([100, 0], 252)).toBe(-1);
  });

  test.each([[[]], [[100]], [[0, 10]], [[100, -50]]])('is undefined for %j', (equity) => {
    expect(computeCagr(equity, 2)).toBeNull();
  });

  test('brings the start back to the end in the days it was made from', () => {
    fc.assert(
      fc.property(curve, (equity) => {
        const days = equity.length - 1;
        const growth = computeCagr(equity, days) ?? NaN;
        expect((1 + growth) * (equity[0] ?? NaN)).toBeCloseTo(equity.at(-1) ?? NaN, 4);
      }),
    );
  });
});

describe('equity statistics', () => {
  test('divide the growth by the size of the drawdown', () => {
    const { CAGR, CalmarRatio, MaxDrawdown } = computeEquityStatistics([100, 75, 150], {
      daysPerYear: 2,
    });
    expect([CAGR, CalmarRatio, MaxDrawdown]).toEqual([0.5, 2, -0.25]);
  });

  test('leave Calmar undefined where equity never fell', () => {
    expect(computeEquityStatistics([100, 150], { daysPerYear: 1 })).toEqual({
      CAGR: 0.5,
      CalmarRatio: null,
      MaxDrawdown: 0,
    });
  });

  test('take the fall that a finer series has seen', () => {
    const seen = computeEquityStatistics([100, 75, 150], { daysPerYear: 2, deepestFall: -0.5 });
    expect([seen.MaxDrawdown, seen.CalmarRatio]).toEqual([-0.5, 1]);
  });

  test('refuse an equity that is not finite', () => {
    expect(() => computeEquityStatistics([100, NaN])).toThrow('NaN at 1');
  });
});
