import { sma } from 'argosy/indicators';
import { money, toCurrency } from 'argosy/core';
import { waveBars } from '@argosy/testkit/small-sweep';
import { describe, expect, test } from 'vitest';

import { crossValidate } from './cross-validation.ts';
import { judgeSweep } from './judge-sweep.ts';
import { gridSearch } from './search-space.ts';
import { crossSignals } from './signals.ts';
import { Sweep, type SweepOptions } from './sweep.ts';
import { TrialTable } from './trial-table.ts';
import { walkForward } from './walk-forward.ts';

const space = { fast: { from: 2, to: 6 }, slow: [10, 14, 18] } as const;
type Values = { readonly fast: number; readonly slow: number };

/** Signals of two averages, of which some cannot be reckoned. */
function optionsOf(fails: (values: Values) => boolean): SweepOptions<typeof space> {
  return {
    bars: waveBars(),
    rules: { funds: money(100_000_000n, toCurrency('INR')), size: { qty: 1_000 } },
    search: gridSearch(space),
    strategy: {
      name: 'smaCross',
      signals(lines, values, into) {
        const { fast, slow } = values;
        const [one, other] = [fast, slow].map((period) => lines.line(sma, { period }));
        if (one === undefined || other === undefined) return;
        crossSignals(one, other, into);
        if (fails(values)) throw new Error(`no average of ${fast}`);
      },
    },
  };
}
const fine = optionsOf(() => false);
const some = optionsOf(({ fast }) => fast === 3);
const first = [10, 14, 18].map((slow, at) => {
  return { trial: 3 + at, values: { fast: 3, slow }, error: 'no average of 3' };
});

function sweptOf(options: SweepOptions<typeof space>): Sweep<typeof space> {
  const sweep = new Sweep(options);
  sweep.run(0, options.search.size);
  return sweep;
}

describe('a trial that throws', () => {
  test('ends no sweep, and leaves the others as they are without it', () => {
    const [whole, failing] = [sweptOf(fine), sweptOf(some)];
    expect(failing.failures()).toEqual({ count: 3, first });
    expect([failing.table.done, failing.table.failed]).toEqual([15, [3, 4, 5]]);
    for (let trial = 0; trial < 15; trial += 1) {
      const isFailed = failing.table.failed.includes(trial);
      expect(failing.table.at(trial)).toEqual(isFailed ? null : whole.table.at(trial));
      expect(failing.table.column('gain')[trial]).toBe(
        isFailed ? NaN : whole.table.at(trial)?.gain,
      );
    }
    expect(whole.failures()).toEqual({ count: 0, first: [] });
    expect(() => failing.runTrial(4)).toThrow('no average of 3');
  });

  test('is not run again where it is kept', () => {
    let ran = 0;
    const kept = sweptOf(some).table;
    const again = new Sweep({ ...optionsOf(() => (ran += 1) > 0), table: kept });
    again.run(0, 15);
    expect(ran).toBe(0);
  });

  test('counts among those that the best is best of, and nowhere else', () => {
    const best = judgeSweep(sweptOf(fine).table, (trial) => sweptOf(fine).runTrial(trial)).best;
    const other = optionsOf(({ fast, slow }) => {
      const values = fine.search.valuesAt(best);
      return fast === values.fast && slow === values.slow;
    });
    const sweep = sweptOf(other);
    const verdict = judgeSweep(sweep.table, (trial) => sweep.runTrial(trial));
    expect(verdict.best).not.toBe(best);
    expect([verdict.trials, verdict.overfitting?.trials]).toEqual([15, 14]);
    const without = new TrialTable(15);
    without.take(0, sweep.table.rows(0, best));
    without.take(best + 1, sweep.table.rows(best + 1, 15));
    const apart = judgeSweep(without, (trial) => sweep.runTrial(trial));
    expect(apart).toEqual({
      ...verdict,
      trials: 14,
      deflatedSharpe: apart.deflatedSharpe,
      minimumBars: apart.minimumBars,
    });
    expect(verdict.deflatedSharpe ?? NaN).toBeLessThan(apart.deflatedSharpe ?? NaN);
  });

  test('is chosen nowhere in walking forward and in cross-validation, and ranks below none', () => {
    const windows = { train: 80, test: 30 };
    const terms = { groups: 5, tested: 2 };
    const [walked, validated] = [walkForward(some, windows), crossValidate(some, terms)];
    expect([walked.failed, validated.failed]).toEqual([
      { count: 3, first },
      { count: 3, first },
    ]);
    expect([walked.trials, validated.trials]).toEqual([15, 15]);
    // The same of a search that does not have it, under other numbers.
    const search = gridSearch(space, ({ fast }) => fast !== 3);
    const numberIn = (trial: number): number => (trial < 3 ? trial : trial + 3);
    const apart = walkForward({ ...fine, search }, windows);
    expect(walked.steps).toEqual(
      apart.steps.map((step) => ({ ...step, trial: numberIn(step.trial) })),
    );
    expect(walked.overfitting).toBe(apart.overfitting);
    const other = crossValidate({ ...fine, search }, terms);
    expect(validated.splits).toEqual(
      other.splits.map((split) => ({ ...split, trial: numberIn(split.trial) })),
    );
  });

  test('is told with what it throws where no other is left', () => {
    const none = optionsOf(() => true);
    const message = /all 15 trials failed; trial 0, fast 2, slow 10: no average of 2$/u;
    expect(() => sweptOf(none).failures()).toThrow(message);
    expect(() => walkForward(none, { train: 80, test: 30 })).toThrow(message);
    expect(() => crossValidate(none, { groups: 4 })).toThrow(message);
  });

  test('says so where it does not throw again', () => {
    let isFirst = true;
    const sweep = sweptOf(
      optionsOf(() => {
        const fails = isFirst;
        isFirst = false;
        return fails;
      }),
    );
    expect(sweep.failures().first[0]?.error).toBe('it threw once, and not when it was run again');
  });
});
