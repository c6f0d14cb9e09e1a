import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { archiveLog } from '../archive/archive-log.ts';
import { withArchive } from '../archive/archived-disk.ts';
import { loadManifest, saveManifest } from '../archive/manifest.ts';
import { FileFollower } from '../follower/file-follower.ts';
import { FileJournal, type FileJournalOptions } from './file-journal.ts';
import { journalIdentity } from './journal-identity.ts';
import { JournalReader } from './journal-reader.ts';

const [folder, archive] = ['/live', '/archive'];
let disk: SimDisk;
beforeEach(() => {
  disk = new SimDisk();
});

/** A start of a journal that takes some times in, each in a block of its own. */
async function write(
  times: readonly number[],
  { from = 1, ...more }: Partial<FileJournalOptions> & { readonly from?: number } = {},
): Promise<void> {
  const journal = await FileJournal.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * 1024,
    reserveBytes: 1024,
    blockBytesMax: 4 * 1024,
    recordBytesMax: 1024,
    takeOver: true,
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
    ...more,
  });
  for (const [place, time] of times.entries()) {
    const input = { kind: 'time', availableAt: toTimestamp(time) } as const;
    journal.append({ kind: 'input', number: toInputNumber(from + place), input });
    await journal.flush();
  }
  await journal.close();
}

describe('what a journal is told from others by', () => {
  test('is there with its first block, and stays through starts', async () => {
    await write([]);
    expect(journalIdentity(folder, disk)).toBeNull();
    await write([7]);
    const first = journalIdentity(folder, disk);
    expect(first).toMatch(/^[0-9a-f]{64}$/u);
    await write([8, 9], { from: 2 });
    expect(journalIdentity(folder, disk)).toBe(first);
  });

  test('is another for a journal that began otherwise', async () => {
    await write([7]);
    await write([8], { folder: '/other' });
    expect(journalIdentity('/other', disk)).not.toBe(journalIdentity(folder, disk));
  });

  test('is that of its follower', async () => {
    const place = { folder: '/follower', disk, shard: 'main', region: 'in' };
    const follower = FileFollower.open({ ...place, segmentBytes: 16 * 1024 });
    await write([7, 8], { follower: { follower, policy: 'wait', onState: () => {} } });
    expect(journalIdentity('/follower', disk)).toBe(journalIdentity(folder, disk));
  });

  test('stays where its first block has left for an archive', async () => {
    await write([7]);
    await write([8], { from: 2 });
    const whole = journalIdentity(folder, disk);
    const report = archiveLog({ folder, archive, kind: 'journal', disk, snapshots: null });
    expect(report.uncovered).toHaveLength(1);
    for (const name of report.uncovered) disk.remove(`${folder}/${name}`);
    saveManifest(disk, folder, loadManifest(disk, archive, 'journal'));
    expect(journalIdentity(folder, disk)).toBe(whole);
    expect(journalIdentity(folder, withArchive({ folder, archive }, disk))).toBe(whole);
  });

  test('is not known where an older program has archived that block', async () => {
    await write([7]);
    await write([8], { from: 2 });
    const { archived } = archiveLog({ folder, archive, kind: 'journal', disk, snapshots: null });
    for (const name of archived) disk.remove(`${folder}/${name}`);
    const { kind, segments } = loadManifest(disk, archive, 'journal');
    const older = segments.map((segment) => {
      const { firstHash, ...before } = segment;
      expect(firstHash).toHaveLength(64);
      return before;
    });
    saveManifest(disk, folder, { kind, segments: older });
    expect(journalIdentity(folder, disk)).toBeNull();
  });
});

describe('the hash before a position', () => {
  const linkBefore = (from: number): string | null => {
    const reader = new JournalReader({ folder, disk, from });
    try {
      return reader.linkBefore();
    } finally {
      reader.close();
    }
  };

  test('is that of the block that ends there, in any segment', async () => {
    await write([7]);
    await write([8, 9], { from: 2 });
    const reader = new JournalReader({ folder, disk });
    for (const position of [1, 2, 3]) {
      reader.take();
      expect([position, linkBefore(position + 1)]).toEqual([position, reader.hash]);
    }
    reader.close();
  });

  test('is none where no block ends there', async () => {
    await write([7]);
    expect(linkBefore(3)).toBeNull();
  });
});
