import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openProjections, type ProjectionStore } from '@argosy/storage';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { wallNow } from '../node-log.ts';
import { ThreadClock } from '../threads/thread-clock.ts';
import { bindProjections } from './bind-storage.ts';
import { TableKeeper } from './table-keeper.ts';

let folder: string;
let store: ProjectionStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-keeper-'));
  store = await openProjections({ engine: 'sqlite', file: ':memory:' });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function keeperOf(name: string, seed: number): Promise<TableKeeper> {
  await writeLifeJournal(join(folder, name), lifeSteps(40, seed));
  return new TableKeeper({
    store,
    shard: 'main',
    folder: join(folder, name),
    isSafe: () => false,
    metrics: new Metrics(metricTable),
    clock: new ThreadClock(0, new Float64Array([1]), () => performance.now()),
    log: new Log({ now: wallNow }).logger({}),
  });
}

async function until(isDone: () => boolean): Promise<void> {
  for (let left = 200; !isDone(); left -= 1) {
    if (left === 0) throw new Error('it has not come to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('tables that another journal was quicker with are not written, and nobody reads them', async () => {
  const [first, second] = [await keeperOf('first', 3), await keeperOf('second', 4)];
  first.start();
  await until(() => first.position > 0);
  second.start();
  await until(() => second.refusal !== null);
  expect(second.refusal).toMatchObject({ code: 'JOURNAL_FOREIGN' });
  expect(second.fault).toMatch(
    /the tables are of another journal: .* up to \d+, of .*second it is/u,
  );
  expect(() => bindProjections(store, second).listOrders({})).toThrow('of another journal');
  const orders = await bindProjections(store, first).listOrders({});
  expect(orders).toMatchObject({ ok: true });
  expect([first.fault, first.refusal]).toEqual([null, null]);
  await Promise.all([first.stop(), second.stop()]);
});
