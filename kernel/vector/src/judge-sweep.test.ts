import { money, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { feePercent } from 'argosy/matching';
import {
  computeDeflatedSharpe,
  computeOverfitting,
  computeProbabilisticSharpe,
} from 'argosy/quant';
import { waveBars } from '@argosy/testkit/small-sweep';
import { describe, expect, test } from 'vitest';

import { bestTrialOf, judgeSweep, scoreOf } from './judge-sweep.ts';
import { gridSearch } from './search-space.ts';
import { crossSignals } from './signals.ts';
import { Sweep } from './sweep.ts';
import { TrialTable } from './trial-table.ts';

const bars = waveBars();
const space = { fast: { from: 2, to: 8 }, slow: { from: 10, to: 16, step: 2 } };

function swept(blocks: number): Sweep<typeof space> {
  const search = gridSearch(space);
  const sweep = new Sweep({
    bars,
    rules: {
      funds: money(100_000_000n, toCurrency('INR')),
      size: { qty: 1_000 },
      fees: feePercent('0.03'),
    },
    search,
    table: new TrialTable(search.size, blocks),
    strategy: {
      name: 'smaCross',
      signals: (lines, { fast, slow }, into) =>
        crossSignals(lines.line(sma, { period: fast }), lines.line(sma, { period: slow }), into),
    },
  });
  sweep.run(0, search.size);
  return sweep;
}

function returnsOf(sweep: Sweep<typeof space>, trial: number): Float64Array {
  const { equity, funds } = sweep.runTrial(trial);
  return Float64Array.from(equity, (worth, row) => worth / (equity[row - 1] ?? funds) - 1);
}

describe('the best of a sweep', () => {
  const sweep = swept(8);
  const { table } = sweep;
  const verdict = judgeSweep(table, (trial) => sweep.runTrial(trial));
  const sharpes = Array.from({ length: 28 }, (_, trial) => {
    const returns = returnsOf(sweep, trial);
    const mean = returns.reduce((a, b) => a + b) / returns.length;
    const spread = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return mean / Math.sqrt(spread / (returns.length - 1));
  });

  test('is the one with the highest score', () => {
    expect([verdict.best, verdict.trials]).toEqual([sharpes.indexOf(Math.max(...sharpes)), 28]);
    expect(verdict.sharpe).toBeCloseTo(Math.max(...sharpes), 12);
    for (const by of ['gain', 'gainOverFall'] as const) {
      const scores = Array.from({ length: 28 }, (_, trial) => {
        const found = table.at(trial);
        return found === null ? NaN : scoreOf(found, by);
      });
      expect(bestTrialOf(table, by)).toBe(scores.indexOf(Math.max(...scores)));
    }
  });

  test('is worth less for each that was tried beside it', () => {
    const returns = returnsOf(sweep, verdict.best);
    const mean = returns.reduce((a, b) => a + b) / 200;
    const moment = (power: number): number =>
      returns.reduce((sum, one) => sum + (one - mean) ** power, 0) / 200;
    const measured = {
      sharpe: verdict.sharpe,
      count: 200,
      skewness: moment(3) / moment(2) ** 1.5,
      kurtosis: moment(4) / moment(2) ** 2,
    };
    const average = sharpes.reduce((a, b) => a + b) / 28;
    const variance = sharpes.reduce((sum, one) => sum + (one - average) ** 2, 0) / 27;
    expect(verdict.probabilisticSharpe).toBeCloseTo(computeProbabilisticSharpe(measured), 9);
    const deflated = computeDeflatedSharpe(measured, { trials: 28, variance });
    expect(verdict.deflatedSharpe).toBeCloseTo(deflated, 9);
    expect(deflated).toBeLessThan(computeProbabilisticSharpe(measured));
    expect(verdict.barsNeeded).toBeGreaterThan(1);
  });

  test('is overfitted as its returns say', () => {
    const all = Array.from({ length: 28 }, (_, trial) => returnsOf(sweep, trial));
    const { probability } = computeOverfitting(all, { blocks: 8 });
    expect(verdict.overfitting).toEqual({ probability, blocks: 8, trials: 28 });
  });

  test('is told without what cannot be reckoned', () => {
    const odd = swept(3);
    expect(judgeSweep(odd.table, (trial) => odd.runTrial(trial)).overfitting).toBeNull();
    const flat = new TrialTable(1, 2);
    flat.set(0, { worth: 5, gain: 0, deepestFall: 0, mean: 0, deviation: 0, fills: 0, charges: 0 });
    const still = {
      equity: Float64Array.of(5, 5, 5, 5),
      funds: 5,
      unit: 1,
      trades: sweep.runTrial(0).trades,
    };
    expect(judgeSweep(flat, () => still)).toMatchObject({
      sharpe: 0,
      probabilisticSharpe: null,
      deflatedSharpe: null,
      barsNeeded: null,
      minimumBars: null,
      overfitting: null,
    });
  });

  test('does not know how overfitted trials are that never traded', () => {
    const idle = new TrialTable(5, 4);
    idle.cells.fill(0);
    const { trades } = sweep.runTrial(0);
    const run = { equity: new Float64Array(40).fill(5), funds: 5, unit: 1, trades };
    expect(judgeSweep(idle, () => run).overfitting).toBeNull();
  });

  test('is refused where no trial has run', () => {
    expect(() => bestTrialOf(new TrialTable(3, 2), 'gain')).toThrow('no trial has run');
  });
});
