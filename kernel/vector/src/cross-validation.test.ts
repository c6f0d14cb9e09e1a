import { money, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { waveBars } from '@argosy/testkit/small-sweep';
import { describe, expect, test } from 'vitest';

import { crossValidate, ValidationSearch, validationSplits } from './cross-validation.ts';
import { gridSearch } from './search-space.ts';
import { crossSignals } from './signals.ts';
import { Sweep, type SweepOptions } from './sweep.ts';

const space = { fast: { from: 2, to: 6 }, slow: [10, 14, 18] } as const;
const options: SweepOptions<typeof space> = {
  bars: waveBars(),
  rules: { funds: money(100_000_000n, toCurrency('INR')), size: { qty: 1_000 } },
  search: gridSearch(space),
  strategy: {
    name: 'smaCross',
    signals: (lines, { fast, slow }, into) =>
      crossSignals(lines.line(sma, { period: fast }), lines.line(sma, { period: slow }), into),
  },
};

describe('splits', () => {
  test('try on each group once, and choose on the rest without what is beside it', () => {
    expect(validationSplits(30, { groups: 3, purge: 2, embargo: 3 })).toEqual([
      {
        groups: [0],
        test: [{ from: 0, until: 10 }],
        train: [
          { from: 13, until: 20 },
          { from: 20, until: 30 },
        ],
      },
      {
        groups: [1],
        test: [{ from: 10, until: 20 }],
        train: [
          { from: 0, until: 8 },
          { from: 23, until: 30 },
        ],
      },
      {
        groups: [2],
        test: [{ from: 20, until: 30 }],
        train: [
          { from: 0, until: 10 },
          { from: 10, until: 18 },
        ],
      },
    ]);
  });

  test('of several groups at a time are all their combinations', () => {
    const splits = validationSplits(60, { groups: 6, tested: 2 });
    expect(splits).toHaveLength(15);
    expect(new Set(splits.map(({ groups }) => groups.join()))).toHaveLength(15);
    for (const { train, test: tried } of splits) {
      const rows = [...train, ...tried].flatMap(({ from, until }) =>
        Array.from({ length: until - from }, (_, at) => from + at),
      );
      expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, row) => row));
    }
  });

  test.each([
    { groups: 1 },
    { groups: 65 },
    { groups: 4, tested: 4 },
    { groups: 4, tested: 0 },
    { groups: 4, purge: -1 },
    { groups: 4, embargo: 0.5 },
    { groups: 40, tested: 10 },
  ])('are refused with %o', (terms) => {
    expect(() => validationSplits(1_000, terms)).toThrow('groups');
    expect(() => validationSplits(7, { groups: 4 })).toThrow('of 7 bars');
  });
});

describe('cross-validation', () => {
  const terms = { groups: 5, tested: 2, purge: 4, embargo: 2 };
  const report = crossValidate(options, terms);
  const sweep = new Sweep(options);
  const returnsOf = (trial: number): readonly number[] => {
    const { equity, funds } = sweep.runTrial(trial);
    return Array.from(equity, (worth, row) => worth / (equity[row - 1] ?? funds) - 1);
  };
  const all = Array.from({ length: 15 }, (_, trial) => returnsOf(trial));
  const sharpe = (trial: number, ranges: (typeof report.splits)[number]['train']): number => {
    const of = ranges.flatMap(({ from, until }) => all[trial]?.slice(from, until) ?? []);
    const mean = of.reduce((a, b) => a + b, 0) / of.length;
    const spread = of.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (of.length - 1);
    return spread > 1e-18 ? mean / Math.sqrt(spread) : 0;
  };

  test('takes in each split what is best where it is chosen, and tells how it was elsewhere', () => {
    expect(report.splits).toHaveLength(10);
    for (const { train, test: tried, trial, chosenScore, score, isBelowMedian } of report.splits) {
      const chosen = all.map((_, at) => sharpe(at, train));
      const rest = all.map((_, at) => sharpe(at, tried));
      expect(chosenScore).toBeCloseTo(Math.max(...chosen), 9);
      expect(chosen[trial]).toBeCloseTo(Math.max(...chosen), 9);
      expect(score).toBeCloseTo(rest[trial] ?? NaN, 9);
      const rank = rest.filter((one) => one <= (rest[trial] ?? NaN) + 1e-12).length;
      expect(isBelowMedian).toBe(rank / 16 <= 0.5);
    }
    const below = report.splits.filter(({ isBelowMedian }) => isBelowMedian).length;
    expect(report.overfitting).toBe(below / 10);
  });

  test('comes to the same in parts, whichever is first', () => {
    const search = new ValidationSearch(options, terms);
    for (let part = search.size - 1; part >= 0; part -= 1) search.run(part, part + 1);
    expect(search.report()).toEqual(report);
  });

  test('goes on from cells that were kept, runs what is whole there no more, and comes to the same', () => {
    let ran = 0;
    const { strategy } = options;
    const signals: typeof strategy.signals = (...of) => {
      ran += 1;
      strategy.signals(...of);
    };
    const counted = { ...options, strategy: { ...strategy, signals } };
    let cells = new Float64Array();
    const cellsOf = (count: number): Float64Array => (cells = new Float64Array(count).fill(NaN));
    const whole = new ValidationSearch(counted, terms, cellsOf);
    whole.run(0, whole.size);
    const kept = cells;
    const search = new ValidationSearch(counted, terms, cellsOf);
    // Eight rows are whole, the ninth ends in the middle.
    cells.set(kept.subarray(0, 8.5 * search.width));
    ran = 0;
    search.run(0, search.size);
    expect([search.width, ran]).toEqual([20, 7]);
    expect(cells).toEqual(kept);
    expect(search.report()).toEqual(report);
  });

  test('puts what was tried together into paths that have each group once', () => {
    const growth = (trial: number, group: number): number =>
      all[trial]?.slice(40 * group, 40 * (group + 1)).reduce((sum, one) => sum * (1 + one), 1) ??
      NaN;
    const first = [0, 1, 2, 3, 4].map((group) => {
      const split = report.splits.find(({ groups }) => groups.includes(group));
      return growth(split?.trial ?? NaN, group);
    });
    expect([report.paths.length, report.trials]).toEqual([4, all.length]);
    expect(report.paths[0]?.gain).toBeCloseTo(first.reduce((a, b) => a * b, 1) - 1, 10);
    for (const { bars, probabilisticSharpe, deflatedSharpe } of report.paths) {
      expect(bars).toBe(200);
      expect(deflatedSharpe ?? NaN).toBeLessThan(probabilisticSharpe ?? NaN);
    }
  });

  test('says nothing of overfitting where none was better than another', () => {
    const still = { ...options, strategy: { name: 'still', signals: () => {} } };
    const idle = crossValidate(still, terms);
    expect(idle.overfitting).toBeNull();
    expect(idle.paths[0]).toMatchObject({ gain: 0, deflatedSharpe: null, minimumBars: null });
  });
});
