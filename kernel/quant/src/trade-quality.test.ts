import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computeTradeQuality, tradeConventions } from './trade-quality.ts';

describe('the quality of trades', () => {
  it.each([
    ['payoffRatio', 1.875],
    ['expectancyInLosses', 7.5 / (40 / 3)],
    ['kelly', 4 / 7 - 3 / 7 / 1.875],
    // The squares around 7.5 sum to 3150: a variance of 450 by seven.
    ['systemQuality', (Math.sqrt(8) * 7.5) / Math.sqrt(450)],
    ['tStatistic', (Math.sqrt(8) * 7.5) / Math.sqrt(450)],
    ['longestWin', 2],
    ['longestLoss', 2],
    ['deepestFall', -30],
    ['recovery', 2],
    ['largestShare', 0.4],
  ] as const)('has the %s worked by hand', (name, value) => {
    const found = computeTradeQuality([30, -10, 0, 10, 20, -20, -10, 40]);
    expect(found[name]).toBeCloseTo(value, 12);
  });

  it('counts a hundred trades at most for the system, and all for the test', () => {
    const nets = Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? 3 : -1));
    const { systemQuality, tStatistic } = computeTradeQuality(nets);
    expect((tStatistic ?? NaN) / (systemQuality ?? NaN)).toBeCloseTo(2, 12);
  });

  it('counts a loss of the first trade as a fall', () => {
    expect(computeTradeQuality([-5, 10]).deepestFall).toBe(-5);
  });

  it('is undefined without trades, and in part without losers', () => {
    expect(new Set(Object.values(computeTradeQuality([])))).toEqual(new Set([null]));
    const won = computeTradeQuality([5, 5]);
    expect([won.payoffRatio, won.kelly, won.recovery, won.tStatistic]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([won.longestWin, won.longestLoss, won.deepestFall, won.largestShare]).toEqual([
      2, 0, 0, 0.5,
    ]);
  });

  it('does not go by the unit of money', () => {
    const nets = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 30 });
    const property = fc.property(nets, (some) => {
      const here = computeTradeQuality(some);
      const there = computeTradeQuality(some.map((net) => net * 1024));
      expect({ ...there, deepestFall: 0 }).toEqual({ ...here, deepestFall: 0 });
      expect(there.deepestFall).toBe((here.deepestFall ?? NaN) * 1024);
    });
    fc.assert(property);
  });

  it('is stated, figure by figure', () => {
    expect(Object.keys(computeTradeQuality([1]))).toEqual(Object.keys(tradeConventions));
  });

  it('refuses a result that is no number', () => {
    expect(() => computeTradeQuality([1, NaN])).toThrow('NaN at 1');
  });
});
