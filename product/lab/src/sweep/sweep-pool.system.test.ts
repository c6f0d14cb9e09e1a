import { setImmediate } from 'node:timers';

import { makeSweep, waveBars, type SmallSweep } from '@argosy/testkit/small-sweep';
import { crossValidate, learnSweep, shareColumns, TrialTable, walkForward } from 'argosy/vector';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openSweep, SweepPool } from './sweep-pool.ts';

const module = new URL(import.meta.resolve('@argosy/testkit/small-sweep'));
const given: SmallSweep = { bars: waveBars(), slow: 40 };
const TRIALS = 19 * 20;

let pool: SweepPool;
beforeAll(() => {
  pool = new SweepPool(2);
});
afterAll(() => pool.close());

async function alone(): Promise<TrialTable> {
  const sweep = await openSweep(module, given);
  sweep.run(0, TRIALS);
  return sweep.table;
}

describe('a sweep on threads', () => {
  test('comes to what it comes to on one, and tells how far it is', async () => {
    const told: (readonly [number, number])[] = [];
    const onProgress = (done: number, trials: number): void => void told.push([done, trials]);
    const table = await pool.run({ module, given, onProgress });
    expect(table.cells).toEqual((await alone()).cells);
    expect(told.at(-1)).toEqual([TRIALS, TRIALS]);
  });

  test('goes on with a table that is half full', async () => {
    const table = TrialTable.shared(TRIALS);
    table.take(0, (await alone()).rows(0, 50));
    table.cells[0] = 7;
    const done = await pool.run({ module, given, table });
    expect([done.done, done.cells[0]]).toEqual([TRIALS, 7]);
  });

  test('takes sweeps one after another', async () => {
    const both = await Promise.all([
      pool.run({ module, given }),
      pool.run({ module, given: { ...given, slow: 21 } }),
    ]);
    expect(both.map(({ trials, done }) => [trials, done])).toEqual([
      [TRIALS, TRIALS],
      [19, 19],
    ]);
  });

  test('that is cancelled leaves the rest', async () => {
    const signal = AbortSignal.abort();
    const table = await pool.run({ module, given, signal });
    expect(table.done).toBe(0);
  });

  test('goes on behind a trial that fails, and notes it', async () => {
    const failing = await pool.run({ module, given: { ...given, failsAt: 9 } });
    const whole = (await alone()).cells;
    const { width, failed } = failing;
    expect(failed).toEqual(Array.from({ length: 20 }, (_, at) => 7 * 20 + at));
    expect(failing.cells.subarray(0, 140 * width)).toEqual(whole.subarray(0, 140 * width));
    expect(failing.cells.subarray(160 * width)).toEqual(whole.subarray(160 * width));
  });

  test('names the thread that dies, and starts another for the next sweep', async () => {
    const dying = pool.run({ module, given: { ...given, endsAt: 9 } });
    await expect(dying).rejects.toThrow(/thread [12] of 2 was ended/u);
    expect((await pool.run({ module, given })).cells).toEqual((await alone()).cells);
  });

  test('fails where its pool is closed, before it or in the middle', async () => {
    const closed = new SweepPool(1);
    const cut = closed.run({ module, given });
    setImmediate(() => void closed.close());
    await expect(cut).rejects.toThrow('thread 1 of 1 was ended');
    await expect(closed.run({ module, given })).rejects.toThrow('closed runs no sweep');
  });
});

describe.each([1, 2, 3])('on %d threads', (threads) => {
  const windows = { train: 80, test: 30, gap: 3, kind: 'anchored' } as const;
  const terms = { groups: 5, tested: 2, purge: 4, embargo: 2 };
  let own: SweepPool;
  beforeAll(() => {
    own = new SweepPool(threads);
  });
  afterAll(() => own.close());

  test('walking forward comes to what it comes to on one', async () => {
    const told: (readonly [number, number])[] = [];
    const onProgress = (done: number, parts: number): void => void told.push([done, parts]);
    const by = 'gainOverFall';
    const report = await own.walkForward({ module, given, windows, by, onProgress });
    expect(report).toEqual(walkForward(makeSweep(given), windows, by));
    expect(report.steps).toHaveLength(3);
    expect(told.at(-1)).toEqual([3 * TRIALS, 3 * TRIALS]);
  });

  test('cross-validation comes to what it comes to on one', async () => {
    const report = await own.crossValidate({ module, given, terms });
    expect(report).toEqual(crossValidate(makeSweep(given), terms));
    expect(report.splits).toHaveLength(10);
  });

  test('either tells what fails in it, or that it was cancelled', async () => {
    const failing = { module, given: { ...given, failsAt: 9 } };
    const [walked, validated] = [
      await own.walkForward({ ...failing, windows }),
      await own.crossValidate({ ...failing, terms }),
    ];
    expect(walked).toEqual(walkForward(makeSweep(failing.given), windows));
    expect(validated).toEqual(crossValidate(makeSweep(failing.given), terms));
    expect([walked.failed.count, validated.failed.first[0]?.error]).toEqual([
      20,
      'no average of 9',
    ]);
    const cancelled = { module, given, signal: AbortSignal.abort() };
    await expect(own.walkForward({ ...cancelled, windows })).rejects.toThrow('aborted');
    await expect(own.crossValidate({ ...cancelled, terms })).rejects.toThrow('aborted');
    const few = own.walkForward({ module, given, windows: { ...windows, train: 199 } });
    await expect(few).rejects.toThrow('199 bars to choose on');
  });

  test('columns that are shared are not copied, and come to the same', async () => {
    const bars = shareColumns(given.bars);
    const [first] = bars.close;
    structuredClone(bars).close.fill(0);
    expect(bars.close[0]).toBe(0);
    bars.close.set(given.bars.close);
    expect(bars.close[0]).toBe(first);
    const table = await own.run({ module, given: { ...given, bars } });
    expect(table.cells).toEqual((await alone()).cells);
  });
});

describe.each([1, 2, 4])('a sweep that learns on %d threads', (threads) => {
  const space = { fast: { from: 2, to: 20 }, slow: { from: 21, to: 40 } };
  const terms = { space, trials: 60, seed: 'a', startup: 10, batch: 7 };
  let own: SweepPool;
  let whole: TrialTable;
  beforeAll(() => {
    own = new SweepPool(threads);
    whole = learnSweep(makeSweep(given), terms).table;
  });
  afterAll(() => own.close());

  test('comes to what it comes to alone', async () => {
    const { search, table } = await own.learn({ module, given, terms });
    const other = learnSweep(makeSweep(given), terms);
    expect(table.cells).toEqual(whole.cells);
    expect([search.size, search.valuesAt(59)]).toEqual([60, other.search.valuesAt(59)]);
  });

  test('goes on from the middle of a batch, of which some have run', async () => {
    const table = TrialTable.shared(60);
    table.take(0, whole.rows(0, 31));
    table.take(33, whole.rows(33, 34));
    table.cells[7] = 9;
    await own.learn({ module, given, terms, table });
    expect(table.cells[7]).toBe(9);
    table.cells[7] = whole.cells[7] ?? NaN;
    expect(table.cells).toEqual(whole.cells);
  });

  test('ends where it is told to, and where a thread dies', async () => {
    const signal = AbortSignal.abort();
    await expect(own.learn({ module, given, terms, signal })).rejects.toThrow('aborted');
    const dying = own.learn({ module, given: { ...given, endsAt: 9 }, terms });
    await expect(dying).rejects.toThrow('was ended');
    const { table } = await own.learn({ module, given: { ...given, failsAt: 9 }, terms });
    expect([table.done, table.failed.length > 0]).toEqual([60, true]);
  });
});

describe('is refused:', () => {
  test('a table of another search, or one that threads cannot share', async () => {
    const other = pool.run({ module, given, table: TrialTable.shared(5) });
    await expect(other).rejects.toThrow('it has 5 trials, the sweep 380');
    const own = pool.run({ module, given, table: new TrialTable(TRIALS) });
    await expect(own).rejects.toThrow('TrialTable.shared');
  });

  test('a module that makes no sweep', async () => {
    const nothing = new URL('./sweep-job.ts', import.meta.url);
    await expect(pool.run({ module: nothing, given })).rejects.toThrow(
      'exports a function makeSweep',
    );
  });

  test.each([0, 1.5, 65])('a pool of %d threads', (threads) => {
    expect(() => new SweepPool(threads)).toThrow(`${threads}, expected 1 to 64`);
  });
});
