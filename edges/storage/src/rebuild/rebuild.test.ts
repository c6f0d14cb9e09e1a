import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { journalIdentity, JournalReader, lastPosition } from '@argosy/journal';
import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { lagOf } from '../lag.ts';
import { catchUp, followInto } from '../project/follow.ts';
import { JournalTail, requireOwnTables } from '../project/journal-tail.ts';
import { Projector } from '../project/projector.ts';
import { openProjections, type ProjectionStore } from '../store.ts';
import { hashProjections } from '../table-hash.ts';
import { rebuildProjections, type RebuildReport } from './rebuild.ts';

let journal = '';
let last = 0;
beforeAll(async () => {
  journal = mkdtempSync(join(tmpdir(), 'argosy-rebuild-journal-'));
  last = await writeLifeJournal(journal, lifeSteps(400, 7));
});
afterAll(() => {
  rmSync(journal, { recursive: true });
});

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-rebuild-'));
  file = join(folder, 'projections.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function withLive<Value>(run: (store: ProjectionStore) => Promise<Value>): Promise<Value> {
  const store = await openProjections({ engine: 'sqlite', file });
  try {
    return await run(store);
  } finally {
    await store.close();
  }
}

async function project(to?: number): Promise<void> {
  await withLive(async (store) => {
    const projector = await Projector.open({ store, shard: 'main' });
    await catchUp(projector, { folder: journal, ...(to === undefined ? {} : { to }) });
  });
}

function rebuild(isVerify = false): Promise<RebuildReport> {
  return rebuildProjections({
    place: { engine: 'sqlite', file },
    journals: [{ shard: 'main', folder: journal }],
    isVerify,
  });
}

describe('tables made anew', () => {
  test('are those that were there', async () => {
    await project();
    const report = await rebuild();
    expect(report).toMatchObject({ isEqual: true, hasLive: true, positions: { main: last } });
    expect(report.tables.find(({ name }) => name === 'orders')?.fresh.rows).toBeGreaterThan(50);
    expect(readdirSync(folder).sort()).toEqual(['projections.db', 'projections.db.lock']);
  });

  test('are held against late ones where those had come to, and then go on to the end', async () => {
    await project(Math.floor(last / 2));
    const report = await rebuild();
    expect(report).toMatchObject({ isEqual: true, positions: { main: last } });
    const { tables } = await rebuild(true);
    expect(tables.every(({ isEqual }) => isEqual)).toBe(true);
  });

  test('show which table differs, and put it right', async () => {
    await project();
    await withLive(({ db }) => db.updateTable('positions').set({ qty: 77n }).execute());
    const differing = async (): Promise<readonly string[]> =>
      (await rebuild(true)).tables.filter(({ isEqual }) => !isEqual).map(({ name }) => name);
    expect(await differing()).toEqual(['positions']);
    expect(await differing()).toEqual(['positions']);
    expect((await rebuild()).isEqual).toBe(false);
    expect(await differing()).toEqual([]);
  });

  test('come about where there are none, or none that can be read', async () => {
    expect(await rebuild()).toMatchObject({ hasLive: false, positions: { main: last } });
    const hashes = await withLive(hashProjections);
    writeFileSync(file, 'no database at all, whatever its name may be'.repeat(200));
    expect(await rebuild()).toMatchObject({ hasLive: false });
    expect(await withLive(hashProjections)).toEqual(hashes);
  });

  test('wait for nobody: while another projects they are refused', async () => {
    const store = await openProjections({ engine: 'sqlite', file }, { isAlone: true });
    await expect(rebuild()).rejects.toMatchObject({ code: 'IN_USE' });
    await store.close();
    expect((await rebuild()).positions).toEqual({ main: last });
  });

  test('leave the live ones alone when the journal cannot be read', async () => {
    await project();
    const before = await withLive(hashProjections);
    const options = { place: { engine: 'sqlite', file } as const, isVerify: false };
    const journals = [{ shard: 'main', folder: join(folder, 'nowhere') }];
    await expect(rebuildProjections({ ...options, journals })).rejects.toThrow('ENOENT');
    expect(existsSync(`${file}.rebuilt`)).toBe(false);
    expect(await withLive(hashProjections)).toEqual(before);
  });
});

describe('tables of another journal', () => {
  const other = async (isReplacing: boolean): Promise<RebuildReport> => {
    const at = join(folder, 'other');
    if (!existsSync(at)) await writeLifeJournal(at, lifeSteps(60, 1));
    return rebuildProjections({
      place: { engine: 'sqlite', file },
      journals: [{ shard: 'main', folder: at }],
      isVerify: false,
      isReplacing,
    });
  };

  test('are not made anew of this one, unless they may be thrown away', async () => {
    await project();
    const before = await withLive(hashProjections);
    await expect(other(false)).rejects.toMatchObject({ code: 'JOURNAL_FOREIGN' });
    expect(await withLive(hashProjections)).toEqual(before);
    expect(await other(true)).toMatchObject({ hasLive: false });
    expect(await other(false)).toMatchObject({ hasLive: true, isEqual: true });
  });
});

describe('tables that follow a journal', () => {
  test('come to its end, and stop when told', async () => {
    await withLive(async (store) => {
      const projector = await Projector.open({ store, shard: 'main' });
      const ends = new AbortController();
      const following = followInto(projector, { folder: journal, signal: ends.signal, pollMs: 1 });
      while (projector.progress.position < last) await new Promise(setImmediate);
      ends.abort();
      await following;
      expect(projector.progress.position).toBe(last);
    });
  });

  test('know whose they are, and the block that they have come to', async () => {
    await project();
    const { progress } = await withLive((store) => Projector.open({ store, shard: 'main' }));
    const reader = new JournalReader({ folder: journal });
    while (reader.take() !== null);
    expect(progress).toMatchObject({ journal: journalIdentity(journal), block: reader.hash });
    reader.close();
  });

  test.each([
    ['shorter', 3],
    ['longer', 600],
    ['empty', 0],
  ])('of another journal that is %s are refused, and both are named', async (name, steps) => {
    await project();
    const other = join(folder, name);
    if (steps === 0) mkdirSync(other);
    else await writeLifeJournal(other, lifeSteps(steps, 1));
    const refused = withLive(async (store) => {
      await catchUp(await Projector.open({ store, shard: 'main' }), { folder: other });
    });
    await expect(refused).rejects.toMatchObject({ code: 'JOURNAL_FOREIGN' });
    await expect(refused).rejects.toThrow(journalIdentity(journal)?.slice(0, 16));
    const own = journalIdentity(other)?.slice(0, 16) ?? 'has no record yet';
    await expect(refused).rejects.toThrow(own);
  });

  test('of a past that is not the journal’s any more are refused, until they are made anew', async () => {
    await project();
    const [steps, others] = [lifeSteps(400, 7), lifeSteps(500, 9)];
    const copy = join(folder, 'copy');
    await writeLifeJournal(copy, [...steps.slice(0, 200), ...others]);
    expect(journalIdentity(copy)).toBe(journalIdentity(journal));
    const follow = (): Promise<number> =>
      withLive(async (store) =>
        catchUp(await Projector.open({ store, shard: 'main' }), { folder: copy }),
      );
    await expect(follow()).rejects.toMatchObject({ code: 'JOURNAL_DIVERGED' });
    const place = { engine: 'sqlite', file } as const;
    const journals = [{ shard: 'main', folder: copy }];
    const report = await rebuildProjections({ place, journals, isVerify: false });
    expect(report).toMatchObject({ hasLive: true, isEqual: false });
    expect(await follow()).toBe(lastPosition(copy));
  });

  test('that know more than their journal are refused', async () => {
    await project();
    const copy = join(folder, 'copy');
    await writeLifeJournal(copy, lifeSteps(400, 7).slice(0, 20));
    const { progress } = await withLive((store) => Projector.open({ store, shard: 'main' }));
    const tables = { shard: 'main', progress };
    expect(() => JournalTail.open(tables, { folder: copy })).toThrow('rebuild them');
    expect(() => requireOwnTables(tables, { folder: copy })).not.toThrow();
  });

  test('say how far behind they are', () => {
    const progress = { position: 10, at: 1_000 };
    expect(lagOf(progress, 10, 5_000)).toEqual({ records: 0, micros: 0 });
    expect(lagOf(progress, 13, 5_000)).toEqual({ records: 3, micros: 4_000 });
    expect(lagOf({ position: 0, at: 0 }, 13, 5_000)).toEqual({
      records: 13,
      micros: null,
    });
  });
});
