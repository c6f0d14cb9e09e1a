import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toPrice } from 'argosy/core';
import { ROOM_LOOK_EVERY } from 'argosy/shard';
import { aQuote, ShardRig } from '@argosy/testkit';
import { afterAll, expect, test } from 'vitest';

import { FileJournal } from './file-journal.ts';

const MIB = 1024 * 1024;
const SIZE = 8 * MIB;
const root = mkdtempSync(join(tmpdir(), 'argosy-full-disk-'));
const [mount, umount] = ['mount', 'umount'];
const words = ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', root];
const mounted = spawnSync(mount, words, { encoding: 'utf8' });
const isMounted = mounted.error === undefined && mounted.status === 0;
const why = isMounted
  ? ''
  : `; skipped: no tmpfs can be mounted here (${mounted.stderr || 'no mount'})`;

afterAll(() => {
  if (isMounted) spawnSync(umount, ['-l', root]);
  rmdirSync(root);
});

test.skipIf(!isMounted)(
  `a real full disk refuses new orders, and lets them in again${why}`,
  async () => {
    const ballast = join(root, 'ballast');
    let now = 0;
    const rig: { shard?: ShardRig } = {};
    const journal = await FileJournal.open({
      folder: join(root, 'journal'),
      shard: 'main',
      region: 'in',
      segmentBytes: MIB,
      reserveBytes: MIB / 2,
      blockBytesMax: MIB / 8,
      recordBytesMax: MIB / 16,
      now: () => now,
      accountOf: (id) => rig.shard?.trading.order(id)?.request.account ?? null,
      onFatal: (error) => {
        throw error;
      },
    });
    const shard = new ShardRig({ journal }).open();
    rig.shard = shard;
    shard.feed(aQuote({ at: 1 }));
    const terms = { type: 'limit', limit: toPrice(10) } as const;
    const send = async (): Promise<string | undefined> => {
      const id = shard.submit({ terms });
      await journal.flush();
      return shard.trading.order(id)?.state;
    };
    expect(await send()).toBe('SUBMITTED');
    await fill(ballast);
    let sent = 0;
    while ((await send()) === 'SUBMITTED') sent += 1;
    expect(sent).toBeGreaterThan(100);
    const [open] = shard.trading.openOrders();
    if (open === undefined) throw new Error('an order is open');
    shard.command({ type: 'cancel', order: open.request.id });
    const durable = journal.durable;
    await journal.flush();
    expect(journal.durable).toBeGreaterThan(durable);
    rmSync(ballast);
    for (let look = 0; look < 20 && shard.trading.storageShortage !== null; look += 1) {
      now += ROOM_LOOK_EVERY;
      shard.pass(ROOM_LOOK_EVERY);
      shard.shard.lookForRoom(shard.now);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await send()).toBe('SUBMITTED');
    await journal.close();
  },
);

/** Takes what is left of the disk, in ever smaller pieces. */
async function fill(path: string): Promise<void> {
  // The segment that is being made ready takes its part first.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let size = MIB; size >= 1024; size /= 2) {
    for (;;) {
      try {
        writeFileSync(path, new Uint8Array(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
}
