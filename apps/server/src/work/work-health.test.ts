import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openRecords, type RecordStore } from '@argosy/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { WorkHealth } from './work-health.ts';

let folder: string;
let store: RecordStore;
let health: WorkHealth;
const tables: { fault: string | null } = { fault: null };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-health-'));
  store = await openRecords({ engine: 'sqlite', file: join(folder, 'records.db') });
  tables.fault = null;
  health = new WorkHealth(store, tables);
});

afterEach(async () => {
  health.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function states(): Promise<readonly string[]> {
  return (await health.parts()).map(({ part, state }) => `${part} ${state}`);
}

test('a database that answers is up, and one that nobody has asked is not', async () => {
  expect(await states()).toEqual(['records down', 'tables up']);
  await health.look();
  expect(await states()).toEqual(['records up', 'tables up']);
});

test('a database that has gone is down, with what it says', async () => {
  await health.look();
  await store.close();
  await health.look();
  tables.fault = 'more was projected than the journal holds';
  expect(await states()).toEqual(['records down', 'tables down']);
  const [, { reason } = { reason: null }] = await health.parts();
  expect(reason).toBe('more was projected than the journal holds');
});
