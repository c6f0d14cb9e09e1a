import { toAccountId, toPrice } from 'argosy/core';
import { ROOM_LOOK_EVERY } from 'argosy/shard';
import { aQuote, ShardRig, SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { FileJournal } from './file-journal.ts';

const folder = '/journal';
const KIB = 1024;
const main = toAccountId('MAIN');
const limit = { type: 'limit', limit: toPrice(10) } as const;

/** A shard on a disk with room for one segment and a little. */
async function start(disk: SimDisk, life = { now: 0 }) {
  const rig: { shard?: ShardRig } = {};
  const journal = await FileJournal.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * KIB,
    reserveBytes: 32 * KIB,
    blockBytesMax: 16 * KIB,
    recordBytesMax: 8 * KIB,
    takeOver: true,
    now: () => life.now,
    accountOf: (id) => rig.shard?.trading.order(id)?.request.account ?? null,
    onFatal: (error) => {
      throw error;
    },
  });
  const shard = new ShardRig({ journal });
  rig.shard = shard;
  shard.shard.recover(journal.read());
  return { journal, shard: shard.open(), life };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Sends orders, each made safe, until one is refused. */
async function sendUntilRefused({ journal, shard }: Started): Promise<number> {
  for (let sent = 0; sent < 1000; sent += 1) {
    const id = shard.submit({ terms: limit });
    await journal.flush();
    if (shard.trading.order(id)?.state === 'DENIED') return sent;
  }
  throw new Error('the disk was never full');
}

test('on a full disk new orders are refused; cancels, fills and halts are made safe from the reserve', async () => {
  const disk = new SimDisk({ capacity: 100 * KIB });
  const started = await start(disk);
  const { journal, shard } = started;
  shard.feed(aQuote({ at: 1 }));
  const sent = await sendUntilRefused(started);
  expect(sent).toBeGreaterThan(20);
  const [one, two] = shard.trading.openOrders().map(({ request }) => request.id);
  if (one === undefined || two === undefined) throw new Error('two orders are open');
  shard.command({ type: 'cancel', order: one });
  shard.fill(two, { qty: 10 });
  shard.command({ type: 'kill', account: main, scope: { kind: 'account' }, reason: 'enough' });
  await journal.flush();
  const found = await start(disk.afterPowerLoss(() => false)).catch((error: unknown) => error);
  expect(String(found)).toMatch(/disk is full/u);
  disk.capacity = 400 * KIB;
  const after = await start(disk.afterPowerLoss(() => false));
  expect(after.shard.trading.hash()).toBe(shard.trading.hash());
  expect(after.shard.trading.order(two)?.state).toBe('FILLED');
  expect(after.shard.trading.stateOf(main, { kind: 'storage' })).toBe('HALTED');
  expect(after.shard.trading.stateOf(main, { kind: 'account' })).toBe('HALTED');
});

test('once there is room again orders pass, without a restart', async () => {
  const disk = new SimDisk({ capacity: 100 * KIB });
  const started = await start(disk);
  const { journal, shard, life } = started;
  await sendUntilRefused(started);
  disk.capacity = 400 * KIB;
  for (let look = 0; look < 2; look += 1) {
    life.now += ROOM_LOOK_EVERY;
    shard.pass(ROOM_LOOK_EVERY);
    shard.shard.lookForRoom(shard.now);
    await new Promise(setImmediate);
  }
  const id = shard.submit({ terms: limit });
  await journal.flush();
  expect(shard.trading.order(id)?.state).toBe('SUBMITTED');
});
