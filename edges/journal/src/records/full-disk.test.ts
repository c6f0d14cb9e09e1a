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
  for (const capacity of [100 * KIB, 400 * KIB]) {
    disk.capacity = capacity;
    const after = await start(disk.afterPowerLoss(() => false));
    expect(after.shard.trading.hash()).toBe(shard.trading.hash());
    expect(after.shard.trading.order(two)?.state).toBe('FILLED');
    expect(after.shard.trading.stateOf(main, { kind: 'storage' })).toBe('HALTED');
    expect(after.shard.trading.stateOf(main, { kind: 'account' })).toBe('HALTED');
  }
});

test('where a full disk leaves no room for anything a start is refused by name, and can be tried again', async () => {
  const disk = new SimDisk({ capacity: 100 * KIB });
  const { journal, shard } = await start(disk);
  shard.feed(aQuote({ at: 1 }));
  await journal.flush();
  const found = disk.afterPowerLoss(() => false);
  found.capacity = 0;
  for (let attempt = 2; attempt < 4; attempt += 1) {
    await expect(start(found)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    await expect(start(found)).rejects.toThrow(/^the disk is full.*\/journal: the journal cannot/u);
    const left = found.list(folder).filter((name) => !name.endsWith('.lease'));
    expect(left).toEqual(['0000000000000001-00000001.journal']);
  }
  found.capacity = 100 * KIB;
  expect((await start(found)).shard.shard.inputs).toBe(shard.shard.inputs);
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
