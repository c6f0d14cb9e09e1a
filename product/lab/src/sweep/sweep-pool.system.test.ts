import { setImmediate } from 'node:timers';

import { waveBars, type SmallSweep } from '@argosy/testkit/small-sweep';
import { TrialTable } from 'argosy/vector';
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

  test('tells what a trial fails with, and goes on with the next sweep', async () => {
    const failing = pool.run({ module, given: { ...given, failsAt: 9 } });
    await expect(failing).rejects.toThrow('no average of 9');
    expect((await pool.run({ module, given })).done).toBe(TRIALS);
  });

  test('fails where its pool is closed, before it or in the middle', async () => {
    const closed = new SweepPool(1);
    const cut = closed.run({ module, given });
    setImmediate(() => void closed.close());
    await expect(cut).rejects.toThrow('it was ended');
    await expect(closed.run({ module, given })).rejects.toThrow('closed runs no sweep');
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
