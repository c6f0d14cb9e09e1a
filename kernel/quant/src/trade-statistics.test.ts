import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { computeLongRatio, computeTradeStatistics } from './trade-statistics.ts';

describe('trade statistics', () => {
  test('tell winners, losers and trades of nothing apart', () => {
    expect(computeTradeStatistics([30, -10, 0, 10, -50])).toEqual({
      MaxWinner: 30,
      AvgWinner: 20,
      MinWinner: 10,
      MinLoser: -10,
      AvgLoser: -30,
      MaxLoser: -50,
      Expectancy: -4,
      WinRate: 0.4,
    });
  });

  test('are all undefined without a trade', () => {
    expect(new Set(Object.values(computeTradeStatistics([])))).toEqual(new Set([null]));
  });

  test('leave the losers undefined where every trade won', () => {
    const { MinLoser, AvgLoser, MaxLoser, WinRate } = computeTradeStatistics([1, 2]);
    expect([MinLoser, AvgLoser, MaxLoser, WinRate]).toEqual([null, null, null, 1]);
  });

  test('swap winners and losers when every result changes its sign', () => {
    const net = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(net), (nets) => {
        const here = computeTradeStatistics(nets);
        const there = computeTradeStatistics(nets.map((value) => 0 - value));
        expect([there.MaxLoser, there.AvgLoser, there.MinLoser]).toEqual(
          [here.MaxWinner, here.AvgWinner, here.MinWinner].map(negated),
        );
      }),
    );
  });

  test('weigh the averages by their rates into the expectancy', () => {
    const net = fc.integer({ min: 1, max: 1_000_000 });
    const some = fc.array(net, { minLength: 1 });
    fc.assert(
      fc.property(some, some, (gains, losses) => {
        const nets = [...gains, ...losses.map((loss) => -loss)];
        const { AvgWinner, AvgLoser, WinRate, Expectancy } = computeTradeStatistics(nets);
        const rate = WinRate ?? NaN;
        const expected = rate * (AvgWinner ?? NaN) + (1 - rate) * (AvgLoser ?? NaN);
        expect(Expectancy).toBeCloseTo(expected, 6);
      }),
    );
  });

  test.each([NaN, Infinity])('refuse a result of %d', (net) => {
    expect(() => computeTradeStatistics([1, net])).toThrow('at 1');
  });
});

describe('the long ratio', () => {
  test('counts long positions among all', () => {
    expect(computeLongRatio(['long', 'short', 'long', 'long'])).toBe(0.75);
  });

  test('is undefined without a position', () => {
    expect(computeLongRatio([])).toBeNull();
  });
});

function negated(value: number | null): number | null {
  return value === null ? null : -value;
}
