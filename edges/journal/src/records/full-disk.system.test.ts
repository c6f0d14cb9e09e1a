import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { toAccountId, toPrice } from 'argosy/core';
import { MemoryJournal, ROOM_LOOK_EVERY } from 'argosy/shard';
import { aQuote, ShardRig } from '@argosy/testkit';
import { afterAll, expect, test } from 'vitest';

import { FileJournal } from './file-journal.ts';
import { LiveTape } from './live-tape.ts';
import { verifyLog } from './verify-log.ts';

const MIB = 1024 * 1024;
const SIZE = 8 * MIB;
const account = toAccountId('MAIN');
const terms = { type: 'limit', limit: toPrice(10) } as const;
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

/** A life of a shard on the small disk. */
async function start(folder: string, life = { now: 0 }) {
  const rig: { shard?: ShardRig } = {};
  const journal = await FileJournal.open({
    folder,
    shard: 'main',
    region: 'in',
    segmentBytes: MIB,
    reserveBytes: MIB / 2,
    blockBytesMax: MIB / 8,
    recordBytesMax: MIB / 16,
    now: () => life.now,
    accountOf: (id) => rig.shard?.trading.order(id)?.request.account ?? null,
    onFatal: (error) => {
      throw error;
    },
  });
  const shard = new ShardRig({ journal });
  rig.shard = shard;
  shard.shard.recover(journal.read());
  return { journal, shard: shard.open() };
}

/** As if the process had been killed: whoever holds the lease is gone, nothing was given back. */
function kill(folder: string): void {
  const marks = readdirSync(folder).filter((name) => name.includes('.held-by-'));
  expect(marks).toHaveLength(1);
  for (const name of marks) {
    const dead = name.replace(`-${process.pid}-`, `-${2 ** 22 + 1}-`);
    renameSync(join(folder, name), join(folder, dead));
  }
}

test.skipIf(!isMounted)(
  `a real full disk refuses new orders, and lets them in again${why}`,
  async () => {
    const ballast = join(root, 'ballast');
    const folder = join(root, 'journal');
    const life = { now: 0 };
    const { journal, shard } = await start(folder, life);
    shard.feed(aQuote({ at: 1 }));
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
      life.now += ROOM_LOOK_EVERY;
      shard.pass(ROOM_LOOK_EVERY);
      shard.shard.lookForRoom(shard.now);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await send()).toBe('SUBMITTED');
    await journal.close();
    rmSync(folder, { recursive: true });
  },
);

test.skipIf(!isMounted)(
  `a real full disk lets a shard start again and again, cancel and halt${why}`,
  async () => {
    const folder = join(root, 'again');
    const ballast = join(root, 'ballast');
    const first = await start(folder);
    first.shard.feed(aQuote({ at: 1 }));
    const orders = Array.from({ length: 4 }, () => first.shard.submit({ terms }));
    await first.journal.flush();
    for (const order of orders) {
      await fill(ballast);
      kill(folder);
      const { journal, shard } = await start(folder);
      shard.command({ type: 'cancel', order });
      await journal.flush();
      expect(shard.sent.at(-1)).toMatchObject({ type: 'cancel', order });
    }
    kill(folder);
    const { journal, shard } = await start(folder);
    shard.command({ type: 'kill', account, scope: { kind: 'account' }, reason: 'enough' });
    await journal.flush();
    expect(shard.trading.stateOf(account, { kind: 'account' })).toBe('HALTED');
    expect(verifyLog(folder, 'journal').problem).toBeNull();
  },
);

test.skipIf(!isMounted)(`a real full disk under the tape stops no order${why}`, async () => {
  const [folder, ballast] = [join(root, 'tape'), join(root, 'ballast')];
  const states: string[] = [];
  let now = 0;
  const tape = await LiveTape.open({
    folder,
    shard: 'main',
    region: 'in',
    segmentBytes: MIB,
    reserveBytes: 64 * 1024,
    blockBytesMax: MIB / 8,
    recordBytesMax: MIB / 16,
    schedule: setImmediate,
    now: () => now,
    onState: (state) => states.push(state),
  });
  const shard = new ShardRig({ journal: new MemoryJournal(), tape }).open();
  const trade = async (): Promise<string | undefined> => {
    for (let quote = 0; quote < 500; quote += 1) shard.feed(aQuote({ at: shard.now }));
    await tape.flush();
    const id = shard.submit({ terms: { type: 'limit', limit: toPrice(10) } });
    return shard.trading.order(id)?.state;
  };
  expect(await trade()).toBe('SUBMITTED');
  await fill(ballast);
  for (let round = 0; round < 120; round += 1) expect(await trade()).toBe('SUBMITTED');
  expect(states).toEqual(['leavingOut']);
  rmSync(ballast);
  for (let look = 0; look < 20 && tape.state !== 'taping'; look += 1) {
    now += ROOM_LOOK_EVERY;
    await trade();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await trade()).toBe('SUBMITTED');
  expect(states).toEqual(['leavingOut', 'taping']);
  await tape.close();
  const { problem, gaps } = verifyLog(folder, 'tape');
  expect([problem, gaps.length]).toEqual([null, 1]);
});

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
