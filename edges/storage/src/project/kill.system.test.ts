import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { projectionTables } from '../schema/projection-tables.ts';
import { openProjections, type ProjectionStore } from '../store.ts';
import { hashProjections, type TableHash } from '../table-hash.ts';
import { catchUp } from './follow.ts';
import { Projector } from './projector.ts';

const script = fileURLToPath(new URL('killed-projector.ts', import.meta.url));
let folder = '';
let last = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-killed-'));
  last = await writeLifeJournal(join(folder, 'journal'), lifeSteps(600, 11));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Lets a process project until it kills itself in the middle of a transaction, and gives how it ended. */
async function projectUntil(file: string, writes: number): Promise<string> {
  const words = ['--conditions=source', script, file, join(folder, 'journal'), String(writes)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  return child.signalCode ?? `exit ${child.exitCode}`;
}

async function withStore<Value>(
  file: string,
  run: (store: ProjectionStore) => Promise<Value>,
): Promise<Value> {
  const store = await openProjections({ engine: 'sqlite', file });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

const positionOf = (store: ProjectionStore): Promise<number> =>
  Projector.open({ store, shard: 'main' }).then(({ progress }) => progress.position);

async function hashesAtOnce(file: string): Promise<readonly TableHash[]> {
  return withStore(file, async (store) => {
    const projector = await Projector.open({ store, shard: 'main' });
    await catchUp(projector, { folder: join(folder, 'journal') });
    return hashProjections(store);
  });
}

test('a projector that is killed half-way through a batch, again and again, comes to the same tables', async () => {
  const file = join(folder, 'killed.db');
  const ends: string[] = [];
  const positions: number[] = [];
  // A batch writes up to this many tables: each life dies at another of them, some batches further on.
  const tables = Object.keys(projectionTables).length;
  for (let writes = 1; ends.at(-1) !== 'exit 0'; writes += 7) {
    ends.push(await projectUntil(file, 1 + (writes % (3 * tables))));
    positions.push(await withStore(file, positionOf));
  }
  expect(new Set(ends)).toEqual(new Set(['SIGKILL', 'exit 0']));
  expect(ends.length).toBeGreaterThan(5);
  expect(positions).toEqual(positions.toSorted((one, other) => one - other));
  expect(positions.at(-1)).toBe(last);
  const killed = await withStore(file, hashProjections);
  expect(killed).toEqual(await hashesAtOnce(join(folder, 'whole.db')));
});
