import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nodeDisk } from '@argosy/journal';
import { expect, test } from 'vitest';

import { killPoints, type KillPoint } from '../kill-points.ts';
import { ForgetfulDisk } from './forgetful-disk.ts';
import { tell, type Ending } from './story.ts';

function endings(ids: readonly string[]): readonly Ending[] {
  const points = killPoints.filter(({ id }: KillPoint) => ids.includes(id));
  return points.flatMap((point) => [
    { point, isPowerLoss: true },
    { point, isPowerLoss: false },
  ]);
}

test('a process that dies again and again has lost nothing and done nothing twice', async () => {
  const planned = endings(['K07', 'K09', 'K14', 'K21', 'block']);
  const { hits, lost, duplicated, imbalance, problems } = await tell('a test', planned);
  expect(problems).toEqual([]);
  expect({ lost, duplicated, imbalance }).toEqual({ lost: 0, duplicated: 0, imbalance: 0 });
  expect(hits.map(({ point }) => point?.id ?? 'in order')).toEqual([
    'in order',
    ...planned.map(({ point }) => point?.id),
    'in order',
    'in order',
  ]);
});

test('a forgetful disk has in its real folder what was synced, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-forgetful-'));
  const path = join(folder, 'one');
  try {
    const disk = new ForgetfulDisk([folder]);
    const file = disk.create(path);
    file.writeNow(Buffer.from('written'), 0);
    file.syncNow();
    expect(nodeDisk.list(folder)).toEqual([]);
    disk.syncFolder(folder);
    file.writeNow(Buffer.from('changed'), 0);
    expect(nodeDisk.readAll(path)?.toString()).toBe('written');
    disk.rename(path, join(folder, 'two'));
    disk.losePower(() => false);
    const next = new ForgetfulDisk([folder]);
    expect(next.list(folder)).toEqual(['one']);
    expect(Buffer.from(next.readAll(path) ?? []).toString()).toBe('written');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a loss of power may keep some of what was not synced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-forgetful-'));
  try {
    const disk = new ForgetfulDisk([folder]);
    disk.create(join(folder, 'one')).writeNow(Buffer.from('written'), 0);
    disk.losePower(() => true);
    expect(nodeDisk.readAll(join(folder, 'one'))?.toString()).toBe('written');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
