import { money, toCurrency } from 'argosy/core';
import { runBacktest } from 'argosy/backtest';
import { sma } from 'argosy/indicators';
import { feePercent } from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { toBarColumns } from './bar-columns.ts';
import { gridSearch, randomSearch } from './search-space.ts';
import { SignalLines, type LineSource } from './signal-lines.ts';
import { crossSignals } from './signals.ts';
import { Sweep, type SignalStrategy } from './sweep.ts';
import { TrialTable } from './trial-table.ts';
import { twinOf } from './twin.ts';

const bars = toBarColumns(
  anInstrument(),
  Array.from({ length: 300 }, (_, row) => {
    const close = 10_000 + 5 * Math.round(200 * Math.sin(row / 9) + 90 * Math.sin(row / 2.3));
    return aBar({ at: (row + 1) * 60_000_000, open: close, close });
  }),
);
const rules = {
  funds: money(100_000_000n, toCurrency('INR')),
  size: { qty: 100 },
  fees: feePercent('0.03'),
};
const space = { fast: { from: 2, to: 8 }, slow: { from: 10, to: 20, step: 2 } };
const smaCross: SignalStrategy<typeof space> = {
  name: 'smaCross',
  signals(lines, { fast, slow }, into) {
    crossSignals(lines.line(sma, { period: fast }), lines.line(sma, { period: slow }), into);
  },
};
const sweepOf = (search = gridSearch(space)): Sweep<typeof space> =>
  new Sweep({ bars, rules, strategy: smaCross, search, table: new TrialTable(search.size, 7) });

describe('a sweep', () => {
  test('comes to the same in any order, in parts, and gone on with', () => {
    const [whole, parts, resumed] = [sweepOf(), sweepOf(), sweepOf()];
    const { trials } = whole.table;
    whole.run(0, trials);
    for (let trial = trials - 1; trial >= 0; trial -= 1) parts.run(trial, trial + 1);
    resumed.table.take(5, whole.table.rows(5, 30));
    expect(resumed.table.done).toBe(25);
    resumed.run(0, trials);
    expect(whole.table.done).toBe(trials);
    expect(parts.table.cells).toEqual(whole.table.cells);
    expect(resumed.table.cells).toEqual(whole.table.cells);
  });

  test('has for each trial what a backtest of its signals ends with', () => {
    const sweep = sweepOf();
    sweep.run(0, 40);
    for (const trial of [0, 17, 39]) {
      const [account] = runBacktest(twinOf(bars, sweep.signalsOf(trial), rules)).accounts;
      const found = sweep.table.at(trial);
      expect([found?.worth, found?.charges]).toEqual([
        Number(account?.equity.amount),
        Number(account?.charges.amount),
      ]);
    }
  });

  test('sums returns by blocks, all of which are the whole', () => {
    const sweep = sweepOf(randomSearch(space, { count: 3, seed: 's' }));
    sweep.run(0, 3);
    const { cells, at } = sweep.table.blocksOf(1);
    const sums = Array.from({ length: 7 }, (_, block) => cells[at + 2 * block] ?? NaN);
    const whole = (sweep.table.at(1)?.mean ?? NaN) * 300;
    expect(sums.reduce((sum, one) => sum + one, 0)).toBeCloseTo(whole, 12);
    expect(sums.every((sum) => sum !== 0)).toBe(true);
  });
});

describe('lines of indicators', () => {
  test('are worked out once', () => {
    const lines = new SignalLines(bars);
    expect(lines.rows).toBe(300);
    expect(lines.line(sma, { period: 5 })).toBe(lines.line(sma, { period: 5 }));
    expect(lines.line(sma, { period: 5 }, 'sma')).toEqual(sma.over(bars.close, { period: 5 }).sma);
    expect(lines.line(sma, { period: 6 })).not.toEqual(lines.line(sma, { period: 5 }));
  });

  test('are told apart by what their parameters are called, and by which line they are', () => {
    const over = (
      _: unknown,
      values: Readonly<Record<string, number | string>> = {},
    ): Readonly<Record<'first' | 'second', Float64Array>> => ({
      first: Float64Array.of(Number(values['fast'] ?? 0)),
      second: Float64Array.of(7),
    });
    const lines = new SignalLines(bars);
    const line = (...of: [Record<string, number>, ('first' | 'second')?]): number | undefined =>
      lines.line({ name: 'two', over }, ...of)[0];
    const asked = [line({ fast: 5 }), line({ slow: 5 }), line({}), line({ fast: 5 }, 'second')];
    expect(asked).toEqual([5, 0, 0, 7]);
  });

  test('are forgotten where there are too many, the oldest first', () => {
    let made = 0;
    const source = {
      name: 'counted',
      over: (): { readonly only: Float64Array } => {
        made += 1;
        return { only: new Float64Array(1) };
      },
    };
    const lines = new SignalLines(bars);
    for (let period = 0; period <= 4_096; period += 1) lines.line(source, { period });
    expect(made).toBe(4_097);
    lines.line(source, { period: 1 });
    expect(made).toBe(4_097);
    lines.line(source, { period: 0 });
    expect(made).toBe(4_098);
  });

  test('are refused where an indicator has none of that name', () => {
    const nothing: LineSource = { name: 'nothing', over: () => ({}) };
    expect(() => new SignalLines(bars).line(nothing, {}, 'x')).toThrow('nothing has no line x');
  });
});

describe('a table of trials', () => {
  test('with the cells of another one is the same table', () => {
    const shared = TrialTable.shared(gridSearch(space).size, 7);
    const table = new TrialTable(shared.trials, 7, shared.cells);
    const sweep = new Sweep({ bars, rules, strategy: smaCross, search: gridSearch(space), table });
    sweep.run(3, 4);
    expect(shared.at(3)).toEqual(table.at(3));
    expect(shared.done).toBe(1);
  });

  test('has columns, with NaN where nothing has run', () => {
    const sweep = sweepOf();
    sweep.run(1, 2);
    expect([sweep.table.has(0), sweep.table.has(1), sweep.table.at(0)]).toEqual([
      false,
      true,
      null,
    ]);
    const gains = sweep.table.column('gain');
    expect([gains[0], gains[1]]).toEqual([NaN, sweep.table.at(1)?.gain]);
  });

  test('refuses rows that do not fit, and more cells than memory has', () => {
    const table = new TrialTable(2, 1);
    expect(() => table.take(0, new Float64Array(5))).toThrow('5 cells');
    expect(() => table.take(1, new Float64Array(2 * table.width))).toThrow('trials from 1');
    for (const blocks of [16, 0, 1.5]) {
      expect(() => new TrialTable(10_000_000, blocks)).toThrow('10000000 trials');
    }
    expect(() => TrialTable.shared(10_000_000)).toThrow('10000000 trials');
    expect(() => new TrialTable(2, 1, new Float64Array(3))).toThrow('3 cells for 18');
  });
});
