import { computeMinimumBacktestYears } from 'argosy/quant';
import { money, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { waveBars } from '@argosy/testkit/small-sweep';
import { describe, expect, test } from 'vitest';

import { ForwardSearch } from './forward-search.ts';
import { forwardRanges } from './forward-windows.ts';
import { toBarColumns, toBars, type BarColumns } from './bar-columns.ts';
import { judgeForward } from './judge-forward.ts';
import { measureRun } from './measure-run.ts';
import { gridSearch } from './search-space.ts';
import { SignalEngine } from './signal-engine.ts';
import { SignalLines } from './signal-lines.ts';
import { crossSignals } from './signals.ts';
import type { SweepOptions } from './sweep.ts';
import { walkedSignals, walkForward } from './walk-forward.ts';

const space = { fast: { from: 2, to: 6 }, slow: [10, 14, 18] } as const;
const rules = { funds: money(100_000_000n, toCurrency('INR')), size: { qty: 1_000 } };
const optionsOf = (bars: BarColumns): SweepOptions<typeof space> => ({
  bars,
  rules,
  search: gridSearch(space),
  strategy: {
    name: 'smaCross',
    signals: (lines, { fast, slow }, into) =>
      crossSignals(lines.line(sma, { period: fast }), lines.line(sma, { period: slow }), into),
  },
});

/** The place of a score among all, the lowest the first; those alike share theirs. */
function rankIn(scores: readonly number[], score: number): number {
  const below = scores.filter((one) => one < score).length;
  const upTo = scores.filter((one) => one <= score).length;
  return (below + 1 + upTo) / 2;
}

describe('stretches', () => {
  test('move along, or all begin at the first bar, with bars left out between', () => {
    const windows = { train: 40, test: 20, gap: 5 };
    expect(forwardRanges(105, windows)).toEqual([
      { train: { from: 0, until: 40 }, test: { from: 45, until: 65 } },
      { train: { from: 20, until: 60 }, test: { from: 65, until: 85 } },
      { train: { from: 40, until: 80 }, test: { from: 85, until: 105 } },
    ]);
    const anchored = forwardRanges(105, { ...windows, kind: 'anchored' });
    expect(anchored.map(({ train }) => train.from)).toEqual([0, 0, 0]);
    expect(anchored.map(({ test: tried }) => tried.from)).toEqual([45, 65, 85]);
  });

  test.each([
    { train: 90, test: 20 },
    { train: 1, test: 20 },
    { train: 40, test: 1.5 },
    { train: 40, test: 20, gap: -1 },
  ])('are refused where not one fits: %o', (windows) => {
    expect(() => forwardRanges(100, windows)).toThrow('bars to choose on');
  });
});

describe('walking forward', () => {
  const bars = waveBars();
  const windows = { train: 80, test: 30, gap: 3 };
  const report = walkForward(optionsOf(bars), windows);

  test('is traded in one account as each stretch was tried, given up at the last bar of each', () => {
    const options = optionsOf(bars);
    const walked = walkedSignals(options, report);
    const first = report.steps[0]?.test.from ?? NaN;
    expect(walked.bars.close).toEqual(bars.close.subarray(first, first + walked.signals.length));
    const lines = new SignalLines(bars);
    const signals = new Int8Array(bars.close.length);
    for (const { values, test: tried } of report.steps) {
      options.strategy.signals(lines, values, signals);
      const own = walked.signals.subarray(tried.from - first, tried.until - first);
      expect([...own.subarray(0, -1)]).toEqual([...signals.subarray(tried.from, tried.until - 1)]);
      expect(own.at(-1)).toBe(0);
    }
  });

  test('takes in each stretch what is best there, and tries it on the next', () => {
    const options = optionsOf(bars);
    const rows = toBars(bars);
    for (const {
      train,
      test: tried,
      trial,
      values,
      score,
      isBelowMedian,
      figures,
    } of report.steps) {
      const scoreIn = (
        { from, until }: typeof train,
        at: number,
      ): ReturnType<typeof measureRun> => {
        const signals = new Int8Array(rows.length);
        options.strategy.signals(new SignalLines(bars), options.search.valuesAt(at), signals);
        const part = toBarColumns(bars.instrument, rows.slice(from, until));
        return measureRun(new SignalEngine(part, rules).run(signals.slice(from, until)));
      };
      const scores = Array.from({ length: 15 }, (_, at) => {
        const { mean, deviation } = scoreIn(train, at);
        return deviation === 0 ? 0 : mean / deviation;
      });
      expect(trial).toBe(scores.indexOf(Math.max(...scores)));
      expect(values).toEqual(options.search.valuesAt(trial));
      expect(figures).toEqual(scoreIn(tried, trial));
      const there = Array.from({ length: 15 }, (_, at) => {
        const { mean, deviation } = scoreIn(tried, at);
        return deviation === 0 ? 0 : mean / deviation;
      });
      expect(score).toBe(there[trial]);
      expect(isBelowMedian).toBe(rankIn(there, score) <= 8);
    }
    expect(report.steps).toHaveLength(3);
    const below = report.steps.filter((step) => step.isBelowMedian).length;
    expect([report.trials, report.overfitting]).toEqual([15, below / 3]);
  });

  test('adds up what was tried, and tells how much of what was chosen was left', () => {
    const growth = report.steps.map(({ figures }) => 1 + figures.gain).reduce((a, b) => a * b);
    expect(report.gain).toBeCloseTo(growth - 1, 12);
    const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b);
    const left = sum(report.steps.map(({ score }) => score));
    const chosen = sum(report.steps.map(({ chosenScore }) => chosenScore));
    expect(report.efficiency).toBeCloseTo(left / chosen, 12);
  });

  test('comes to the same in parts, whichever is first', () => {
    const search = new ForwardSearch(optionsOf(bars), { windows });
    for (let part = search.size - 1; part >= 0; part -= 1) search.run(part, part + 1);
    expect(search.report()).toEqual(report);
    const cellsOf = (count: number): Float64Array => new Float64Array(count - 1);
    expect(() => new ForwardSearch(optionsOf(bars), { windows, cellsOf })).toThrow(
      '89 cells for 3 steps of 15 trials, which need 90',
    );
  });

  test('is worth less the more there were to choose among, and nothing is said of what never moved', () => {
    const options = optionsOf(bars);
    const verdict = judgeForward(options, report);
    const { signals, bars: walked } = walkedSignals(options, report);
    const { mean, deviation, gain } = measureRun(new SignalEngine(walked, rules).run(signals));
    expect(verdict).toMatchObject({ bars: 90, sharpe: mean / deviation, gain });
    expect(verdict.minimumBars).toBe(computeMinimumBacktestYears(15, mean / deviation));
    const alone = judgeForward(options, { ...report, trials: 1 });
    expect(alone.deflatedSharpe).toBe(verdict.probabilisticSharpe);
    expect(verdict.deflatedSharpe ?? NaN).toBeLessThan(verdict.probabilisticSharpe ?? NaN);
    const still = { ...options, strategy: { name: 'still', signals: () => {} } };
    expect(judgeForward(still, report)).toMatchObject({
      probabilisticSharpe: null,
      deflatedSharpe: null,
    });
    expect(walkForward(still, windows).overfitting).toBeNull();
  });

  test('goes on behind what has run, and names the trial that fails', () => {
    const cells = new Float64Array(90);
    const first = new ForwardSearch(optionsOf(bars), { windows, cellsOf: () => cells.fill(NaN) });
    first.run(0, 20);
    const before = cells.slice();
    const next = new ForwardSearch(optionsOf(bars), { windows, cellsOf: () => cells });
    next.run(0, next.size);
    expect(next.report()).toEqual(report);
    expect(cells.filter((_, at) => !Number.isNaN(before[at]))).toEqual(
      before.filter((cell) => !Number.isNaN(cell)),
    );
    const fails = {
      ...optionsOf(bars),
      strategy: {
        name: 'fails',
        signals: () => {
          throw new Error('no such period');
        },
      },
    };
    expect(() => walkForward(fails, windows)).toThrow(/trial 0, \w+ \d+.*: no such period/u);
  });

  test('never knows a bar behind the one it is at', () => {
    const rows = toBars(bars);
    const changed = rows.map((bar, row) => {
      if (row < 113) return bar;
      const price = rows[312 - row]?.close ?? bar.close;
      return { ...bar, open: price, high: price, low: price, close: price };
    });
    const other = walkForward(optionsOf(toBarColumns(bars.instrument, changed)), windows);
    expect(other.steps[0]).toEqual(report.steps[0]);
    expect(other.steps[2]).not.toEqual(report.steps[2]);
  });
});
