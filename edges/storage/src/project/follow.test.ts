import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { lastPosition, nodeDisk, type Disk } from '@argosy/journal';
import { expect, test } from 'vitest';

import { openProjections } from '../store.ts';
import { followInto } from './follow.ts';
import { Projector } from './projector.ts';

const HOUR = 3_600_000;

test('a follower that has written what there was rests, so that what comes next is written together', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-follow-'));
  const store = await openProjections({ engine: 'sqlite', file: ':memory:' });
  try {
    await writeLifeJournal(folder, lifeSteps(200, 7));
    const last = lastPosition(folder);
    let more: Promise<unknown> | null = null;
    // While it writes what there is, more comes.
    const onTable = async (): Promise<void> => {
      more ??= writeLifeJournal(folder, lifeSteps(20, 8));
      await more;
    };
    const projector = await Projector.open({ store, shard: 'main', onTable });
    const ends = new AbortController();
    const following = followInto(projector, { folder, signal: ends.signal, pollMs: HOUR });
    while (projector.progress.position < last) await new Promise(setImmediate);
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(lastPosition(folder)).toBeGreaterThan(last);
    expect(projector.progress.position).toBe(last);
    ends.abort();
    await following;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

test('a reader syncs what it projects, unless all of it is known to be on the disk', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-follow-'));
  try {
    await writeLifeJournal(folder, lifeSteps(50, 7));
    const last = lastPosition(folder);
    expect(await syncsOf(folder, (position) => position <= last)).toBe(0);
    expect(await syncsOf(folder, (position) => position < last)).toBeGreaterThan(0);
    expect(await syncsOf(folder, undefined)).toBeGreaterThan(0);
    // The writer is a moment late: what it does serves both.
    let asked = 0;
    expect(await syncsOf(folder, () => (asked += 1) > 3)).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** How often a journal is synced while it is projected from its beginning. */
async function syncsOf(
  folder: string,
  isSafe: ((position: number) => boolean) | undefined,
): Promise<number> {
  let syncs = 0;
  const open: Disk['open'] = (path) => {
    const file = nodeDisk.open(path);
    const syncNow = file.syncNow.bind(file);
    return Object.assign(file, {
      syncNow: () => {
        syncs += 1;
        syncNow();
      },
    });
  };
  const store = await openProjections({ engine: 'sqlite', file: ':memory:' });
  try {
    const projector = await Projector.open({ store, shard: 'main' });
    const ends = new AbortController();
    const { signal } = ends;
    const place = { folder, disk: { ...nodeDisk, open }, signal, pollMs: HOUR };
    const told = isSafe === undefined ? {} : { isSafe };
    const following = followInto(projector, { ...place, ...told });
    while (projector.progress.position < lastPosition(folder)) await new Promise(setImmediate);
    ends.abort();
    await following;
    return syncs;
  } finally {
    await store.close();
  }
}
