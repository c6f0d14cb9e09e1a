import { money, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { waveBars } from '@argosy/testkit/small-sweep';
import { expect, test } from 'vitest';

import { bestTrialOf, scoreOf } from './judge-sweep.ts';
import { learnSweep, type LearnOptions } from './learn-sweep.ts';
import { gridSearch, type WholeRange } from './search-space.ts';
import { crossSignals } from './signals.ts';
import { Sweep, type SweepOptions } from './sweep.ts';
import { TrialTable } from './trial-table.ts';

type Space = Readonly<Record<'fast' | 'slow', WholeRange>>;
const space: Space = { fast: { from: 2, to: 60 }, slow: { from: 2, to: 60 } };
const options: Omit<SweepOptions<Space>, 'search'> = {
  bars: waveBars(),
  rules: { funds: money(100_000_000n, toCurrency('INR')), size: { qty: 1_000 } },
  strategy: {
    name: 'smaCross',
    signals: (lines, { fast, slow }, into) =>
      crossSignals(lines.line(sma, { period: fast }), lines.line(sma, { period: slow }), into),
  },
};
const learnBy = (by: Partial<LearnOptions<Space>> = {}): ReturnType<typeof learnSweep<Space>> =>
  learnSweep(options, { space, trials: 120, seed: 'a', ...by });

function bestOf(table: TrialTable): number {
  const found = table.at(bestTrialOf(table, 'sharpe'));
  return found === null ? NaN : scoreOf(found, 'sharpe');
}

test('finds with a few trials nearly what all of them would', () => {
  const whole = new Sweep({ ...options, search: gridSearch(space) });
  whole.run(0, 59 * 59);
  expect(bestOf(learnBy().table)).toBeGreaterThan(0.8 * bestOf(whole.table));
});

test('comes to the same from the same seed, and has each trial as a sweep has it', () => {
  const [one, same] = [learnBy(), learnBy()];
  expect(same.table.cells).toEqual(one.table.cells);
  const again = new Sweep({ ...options, search: one.search });
  again.run(0, 120);
  expect(again.table.cells).toEqual(one.table.cells);
});

test('leaves out what is not fine', () => {
  const isFine = ({ fast, slow }: { readonly fast: number; readonly slow: number }): boolean =>
    fast < slow;
  const { search, table } = learnBy({ isFine });
  for (let trial = 0; trial < 120; trial += 1) {
    expect(table.has(trial)).toBe(isFine(search.valuesAt(trial)));
  }
  expect(table.done).toBeGreaterThan(60);
});

test('tries each combination once where there are fewer than trials', () => {
  const few = { fast: { from: 5, to: 8 }, slow: { from: 20, to: 30, step: 10 } };
  const { search, table } = learnSweep(options, { space: few, trials: 50, seed: 'a' });
  expect([search.size, table.trials, table.done]).toEqual([8, 8, 8]);
  const all = Array.from({ length: 8 }, (_, trial) => JSON.stringify(search.valuesAt(trial)));
  expect(new Set(all).size).toBe(8);
});

test.each([{ trials: 0 }, { trials: 1.5 }, { batch: 0 }])('is refused with %o', (by) => {
  expect(() => learnBy(by)).toThrow('trials by');
});

test('has no other trials', () => {
  expect(() => learnBy({ trials: 5 }).search.valuesAt(5)).toThrow('there is no trial 5 of 5');
});

test('goes on from a table that is half full to the same, and runs nothing twice', () => {
  const whole = learnBy().table;
  const half = new TrialTable(120);
  half.take(0, whole.rows(0, 50));
  let ran = 0;
  const counted: typeof options = {
    ...options,
    table: half,
    strategy: {
      ...options.strategy,
      signals: (...of) => {
        ran += 1;
        options.strategy.signals(...of);
      },
    },
  };
  learnSweep(counted, { space, trials: 120, seed: 'a' });
  expect(half.cells).toEqual(whole.cells);
  expect(ran).toBe(70);
  const other = { ...options, table: new TrialTable(5) };
  expect(() => learnSweep(other, { space, trials: 9, seed: 'a' })).toThrow('a table of 5');
});
