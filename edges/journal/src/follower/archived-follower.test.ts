import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { expect, test, vi } from 'vitest';

import { archiveLog } from '../archive/archive-log.ts';
import { withArchive } from '../archive/archived-disk.ts';
import { FileJournal } from '../records/file-journal.ts';
import { verifyLog } from '../records/verify-log.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { FileFollower } from './file-follower.ts';
import type { FollowerPolicy } from './follower.ts';

const KIB = 1024;
const policies = ['wait', 'degrade'] as const;
const common = { shard: 'main', region: 'in', segmentBytes: 16 * KIB } as const;

type Life = {
  readonly policy: FollowerPolicy;
  readonly follows?: boolean;
  readonly told?: string[];
};

/** A journal in /first and its follower in /second, each with an archive of its own. */
async function live(disk: SimDisk, { policy, follows = true, told = [] }: Life) {
  const follower = FileFollower.open({ folder: '/second', disk, ...common });
  const onState = (state: string, reason: string): void => void told.push(`${state}: ${reason}`);
  const journal = await FileJournal.open({
    ...common,
    folder: '/first',
    disk,
    reserveBytes: KIB,
    blockBytesMax: 4 * KIB,
    recordBytesMax: KIB,
    takeOver: true,
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
    ...(follows ? { follower: { follower, policy, onState, retryMillis: 1 } } : {}),
  });
  return { follower, journal };
}

async function append(journal: FileJournal, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const number = journal.position + 1;
    const input = { kind: 'time', availableAt: toTimestamp(number) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
    if (one % 10 === 0) await journal.flush();
  }
  await journal.flush();
}

/** A life that ends well, of so many records. */
async function lived(disk: SimDisk, count: number, life: Life): Promise<void> {
  const { follower, journal } = await live(disk, life);
  await append(journal, count);
  await journal.close();
  await follower.close();
}

/** What is closed leaves a folder up to a position. */
function archive(disk: SimDisk, folder: string, position: number): number {
  const snapshots = `${folder}-snapshots`;
  new Snapshots(snapshots, disk).keep({ position, state: Uint8Array.of(1) });
  const place = { folder, archive: `${folder}-archive`, snapshots };
  return archiveLog({ ...place, kind: 'journal', disk, takeOver: true }).removed.length;
}

function whole(disk: SimDisk, folder: string): number {
  const seen = withArchive({ folder, archive: `${folder}-archive` }, disk);
  const { first, last, problem } = verifyLog(folder, 'journal', seen);
  expect([first, problem]).toEqual([1, null]);
  return last;
}

test.each(policies)(
  'a follower that has an archive of its own is followed on, by %s',
  async (policy) => {
    const disk = new SimDisk();
    for (let day = 0; day < 3; day += 1) await lived(disk, 100, { policy });
    expect(archive(disk, '/second', 300)).toBeGreaterThan(1);
    expect(archive(disk, '/first', 150)).toBeGreaterThan(0);
    const told: string[] = [];
    await lived(disk, 100, { policy, told });
    expect([whole(disk, '/first'), whole(disk, '/second'), told]).toEqual([400, 400, []]);
  },
);

/** The follower has the first 100 records, and the journal has 300 with the oldest 250 in its archive. */
async function behind(): Promise<SimDisk> {
  const disk = new SimDisk();
  await lived(disk, 100, { policy: 'wait' });
  for (let day = 0; day < 2; day += 1) {
    await lived(disk, 100, { policy: 'wait', follows: false });
  }
  expect(archive(disk, '/first', 250)).toBeGreaterThan(0);
  return disk;
}

test('one that lacks what has left for an archive refuses a start that waits for it', async () => {
  const disk = await behind();
  await expect(live(disk, { policy: 'wait' })).rejects.toMatchObject({
    code: 'ARCHIVED',
    details: { position: 101 },
  });
  expect(whole(disk, '/second')).toBe(100);
});

test('one that lacks what has left for an archive is done without, by degrade, and it is told', async () => {
  const disk = await behind();
  const told: string[] = [];
  const { journal } = await live(disk, { policy: 'degrade', told });
  await append(journal, 10);
  expect([journal.durable, journal.follower]).toEqual([310, 'alone']);
  expect(told).toEqual([expect.stringMatching(/^alone: .*left for an archive.*asked for 101/u)]);
  await journal.close();
});

test('one that was away too long and comes back is told of by the new reason', async () => {
  const disk = new SimDisk();
  const told: string[] = [];
  const { follower, journal } = await live(disk, { policy: 'degrade', told });
  const attach = vi.spyOn(follower, 'attach').mockRejectedValue(new Error('away'));
  const take = vi.spyOn(follower, 'take').mockRejectedValue(new Error('away'));
  await append(journal, 1500);
  expect(archive(disk, '/first', 1200)).toBeGreaterThan(0);
  attach.mockRestore();
  take.mockRestore();
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told).toEqual(['alone: away', expect.stringMatching(/^alone: .*left for an archive/u)]);
  expect(journal.follower).toBe('alone');
  await journal.close();
});

test('one that ends before what has left it is refused: it would be written again', async () => {
  const disk = new SimDisk();
  for (let day = 0; day < 3; day += 1) await lived(disk, 100, { policy: 'wait' });
  archive(disk, '/second', 300);
  for (const name of disk.list('/second').filter((one) => one.endsWith('.journal'))) {
    disk.remove(`/second/${name}`);
  }
  await expect(live(disk, { policy: 'degrade' })).rejects.toMatchObject({ code: 'RECORDS_LOST' });
});
