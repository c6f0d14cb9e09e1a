import { encodeVersioned, toPrice, type ArgosyError } from 'argosy/core';
import { shardStateCodec } from 'argosy/shard';
import type { TradingConfig } from 'argosy/trading';
import { anAccount, aQuote, aTradingConfig, ShardRig, SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { FileJournal } from '../records/file-journal.ts';
import { recoverShard } from './recover-shard.ts';
import { SnapshotKeeper, type SnapshotKeeperOptions } from './snapshot-keeper.ts';
import { Snapshots } from './snapshots.ts';

const KIB = 1024;
const limit = { type: 'limit', limit: toPrice(10) } as const;
type Particulars = Partial<SnapshotKeeperOptions> & {
  readonly config?: TradingConfig;
  readonly acceptLoss?: number;
};

/** A start on what a disk holds, with a snapshot every twenty records unless told. */
async function start(disk: SimDisk, particulars: Particulars = {}) {
  const { config = aTradingConfig(), acceptLoss, ...changes } = particulars;
  const own: { shard?: ShardRig } = {};
  const journal = await FileJournal.open({
    folder: '/journal',
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * KIB,
    reserveBytes: 8 * KIB,
    blockBytesMax: 16 * KIB,
    recordBytesMax: 8 * KIB,
    takeOver: true,
    accountOf: (id) => own.shard?.trading.order(id)?.request.account ?? null,
    onFatal: (error) => {
      throw error;
    },
  });
  const rig = new ShardRig({ journal, config });
  own.shard = rig;
  const snapshots = new Snapshots('/snapshots', disk);
  const recovery = recoverShard(rig.shard, {
    journal,
    snapshots,
    ...(acceptLoss === undefined ? {} : { acceptLoss }),
  });
  const failures: string[] = [];
  const keeper = new SnapshotKeeper({
    shard: rig.shard,
    journal,
    snapshots,
    everyRecords: 20,
    onFailed: ({ message }) => failures.push(message),
    ...changes,
  });
  return { disk, journal, rig, snapshots, recovery, keeper, failures };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Sends orders and lets them be filled, each made safe. */
async function trade({ rig, journal, keeper }: Started, orders: number): Promise<void> {
  for (let sent = 0; sent < orders; sent += 1) {
    rig.fill(rig.submit({ terms: limit }), { trade: `T-${rig.shard.inputs}` });
    keeper.look();
    await journal.flush();
    keeper.look();
    await new Promise(setImmediate);
  }
}

/** What is left after a life with so many orders, at whose end the process was killed. */
async function lived(orders = 12): Promise<Started> {
  const started = await start(new SimDisk());
  started.rig.open();
  started.rig.feed(aQuote({ at: 1 }));
  await trade(started, orders);
  return started;
}

const stateOf = ({ rig }: Started): string =>
  Buffer.from(encodeVersioned(shardStateCodec, rig.shard.exportState())).toString('hex');
const names = (disk: SimDisk): readonly string[] => disk.list('/snapshots');
const lastPath = (disk: SimDisk): string => `/snapshots/${names(disk).at(-1)}`;

test('a start takes the newest snapshot and folds what is behind it: the same state, the same hash', async () => {
  const before = await lived();
  const after = await start(before.disk.afterPowerLoss(() => false));
  expect(after.recovery.position).toBeGreaterThan(20);
  expect(after.recovery.position).toBeLessThan(before.journal.position);
  expect(after.recovery.passedOver).toEqual([]);
  expect(stateOf(after)).toBe(stateOf(before));
  expect(after.rig.trading.hash()).toBe(before.rig.trading.hash());
});

test('a damaged snapshot is told of, and the one before it used', async () => {
  const before = await lived();
  const disk = before.disk.afterCrash();
  const path = lastPath(disk);
  disk.flip(path, 999);
  const after = await start(disk);
  expect(after.recovery.passedOver).toEqual([{ path, reason: 'it is damaged' }]);
  expect(after.recovery.position).toBeGreaterThan(0);
  expect(stateOf(after)).toBe(stateOf(before));
});

test('without a snapshot that can be used the journal tells all', async () => {
  const before = await lived();
  const disk = before.disk.afterCrash();
  for (const name of names(disk)) disk.flip(`/snapshots/${name}`, 1);
  const after = await start(disk);
  expect([after.recovery.position, after.recovery.passedOver.length]).toEqual([0, 2]);
  expect(stateOf(after)).toBe(stateOf(before));
});

test('a state of a newer version is told of and not read', async () => {
  const before = await lived();
  const disk = before.disk.afterCrash();
  const newer = { ...shardStateCodec, version: shardStateCodec.version + 1 };
  const state = encodeVersioned(newer, before.rig.shard.exportState());
  new Snapshots('/snapshots', disk).keep({ position: before.journal.position, state });
  const after = await start(disk);
  expect(after.recovery.passedOver).toMatchObject([{ reason: /of version 2, expected 1/u }]);
  expect(stateOf(after)).toBe(stateOf(before));
});

test.each([
  ['another number of closed orders', { closedOrdersMax: 5 }],
  ['another kind of account', { accounts: [anAccount({ kind: 'margin' })] }],
])('a state with %s is told of and not used', async (_, changes) => {
  const { disk } = await lived();
  const after = await start(disk.afterCrash(), { config: aTradingConfig({ ...changes }) });
  expect(after.recovery.position).toBe(0);
  expect(after.recovery.passedOver).toMatchObject([
    { reason: /does not fit/u },
    { reason: /does not fit/u },
  ]);
});

/** A disk on which the last block that was acknowledged has a bit flipped: it looks like a torn one. */
async function damaged(): Promise<{ readonly disk: SimDisk; readonly kept: number }> {
  const before = await lived(5);
  await before.keeper.finish();
  const disk = before.disk.afterCrash();
  const [name] = disk.list('/journal').filter((one) => one.endsWith('.journal'));
  const path = `/journal/${name}`;
  const lastBlock = Buffer.from(disk.readAll(path) ?? []).lastIndexOf('ABLK');
  disk.flip(path, (lastBlock + 80) * 8);
  return { disk, kept: before.journal.position };
}

/** The code and particulars with which a start is refused. */
async function refusalOf(disk: SimDisk, acceptLoss?: number): Promise<unknown> {
  const particulars = acceptLoss === undefined ? {} : { acceptLoss };
  return start(disk, particulars).then(
    () => null,
    ({ code, details }: ArgosyError) => ({ code, ...details }),
  );
}

test('a snapshot ahead of the journal proves a loss: the start is refused with both numbers, again and again', async () => {
  const { disk, kept } = await damaged();
  const path = lastPath(disk);
  const refused = await refusalOf(disk);
  const { position } = (await start(disk, { acceptLoss: kept })).journal;
  expect(position).toBeLessThan(kept);
  expect(refused).toEqual({ code: 'RECORDS_LOST', position, proven: kept, path });
});

test('a refused start leaves all as it is, and so does another number than that of the loss', async () => {
  const { disk, kept } = await damaged();
  const before = names(disk);
  const refused = await refusalOf(disk);
  expect(refused).toMatchObject({ proven: kept });
  for (const other of [kept - 1, kept + 1]) expect(await refusalOf(disk, other)).toEqual(refused);
  expect(names(disk)).toEqual(before);
});

test('a damaged snapshot ahead of the journal proves the loss by its name', async () => {
  const { disk, kept } = await damaged();
  disk.flip(lastPath(disk), 999);
  expect(await refusalOf(disk)).toMatchObject({ code: 'RECORDS_LOST', proven: kept });
});

test('a loss that is accepted is told of, and what it lost never comes back from a snapshot', async () => {
  const { disk, kept } = await damaged();
  const path = lastPath(disk);
  const after = await start(disk, { acceptLoss: kept, everyRecords: 1e9 });
  const { position } = after.journal;
  expect(after.recovery.lost).toEqual({ from: position + 1, to: kept, setAside: [`${path}.lost`] });
  expect([disk.exists(path), disk.exists(`${path}.lost`)]).toEqual([false, true]);
  after.rig.open();
  after.rig.feed(aQuote({ at: 2 }));
  await trade(after, 5);
  expect(after.journal.position).toBeGreaterThan(kept);
  const last = await start(disk.afterPowerLoss(() => false));
  expect([last.recovery.lost, stateOf(last)]).toEqual([null, stateOf(after)]);
});

test('a loss that was accepted once is not asked about again, whether the option stays or not', async () => {
  const { disk, kept } = await damaged();
  await start(disk, { acceptLoss: kept });
  expect((await start(disk, { acceptLoss: kept })).recovery.lost).toBeNull();
  expect((await start(disk)).recovery.lost).toBeNull();
});

test('a snapshot whose name tells another position than it holds is told of and not used', async () => {
  const before = await lived();
  const disk = before.disk.afterCrash();
  const path = `/snapshots/${String(before.journal.position).padStart(16, '0')}.snapshot`;
  const [newest] = [...before.snapshots.newestFirst()];
  disk.rename(lastPath(disk), path);
  const after = await start(disk);
  const reason = `it holds position ${newest?.snapshot?.position}, its name says another`;
  expect(after.recovery.passedOver).toEqual([{ path, reason }]);
  expect(stateOf(after)).toBe(stateOf(before));
});

test('after an end in order a start reads nothing but the snapshot', async () => {
  const before = await lived(5);
  await before.keeper.finish();
  const { position } = before.journal;
  const state = stateOf(before);
  await before.journal.close();
  const after = await start(before.disk);
  expect(after.recovery).toEqual({ position, passedOver: [], lost: null });
  expect(stateOf(after)).toBe(state);
});

test('a snapshot is due after so many bytes as well', async () => {
  const started = await start(new SimDisk(), { everyRecords: 1e9, everyBytes: KIB });
  started.rig.open();
  await trade(started, 10);
  expect(names(started.disk).length).toBe(2);
});

test('nothing is kept before the journal is safe up to it', async () => {
  const started = await start(new SimDisk(), { everyRecords: 1 });
  started.rig.open();
  started.keeper.look();
  await new Promise(setImmediate);
  expect(started.journal.durable).toBeGreaterThan(0);
  expect(names(started.disk)).toEqual([]);
  started.keeper.look();
  await new Promise(setImmediate);
  expect(names(started.disk)).toHaveLength(1);
});

test('where the disk is nearly full room is not spent on snapshots', async () => {
  const started = await lived(0);
  started.disk.capacity = 0;
  while (started.journal.room === 'open') await trade(started, 1);
  const before = names(started.disk);
  await trade(started, 6);
  expect(names(started.disk)).toEqual(before);
});

test('whatever call fails while one is kept, the one before is there and the failure is heard', async () => {
  for (let call = 1; call <= 7; call += 1) {
    const { disk, snapshots } = await lived();
    const [last] = [...snapshots.newestFirst()];
    const from = disk.calls;
    disk.failAt(from + call);
    const heard = await new Promise((resolve) => {
      snapshots.keepSoon({ position: 9_999, state: new Uint8Array(100) }, resolve);
    });
    const found = new Snapshots(
      '/snapshots',
      disk.afterPowerLoss(() => false),
    ).last();
    const [position, before] = [found.snapshot?.position, last?.snapshot?.position];
    expect([call, heard instanceof Error, found.damaged]).toEqual([call, heard !== null, []]);
    expect([9_999, before]).toContain(position);
    if (heard === null) expect(position).toBe(9_999);
  }
});

test('a snapshot that is asked for is kept however little was written', async () => {
  const started = await start(new SimDisk(), { everyRecords: 1_000_000 });
  const counts: number[] = [];
  started.rig.open();
  started.rig.feed(aQuote({ at: 1 }));
  await trade(started, 2);
  counts.push([...started.snapshots.newestFirst()].length);
  started.keeper.hurry();
  await trade(started, 1);
  counts.push([...started.snapshots.newestFirst()].length);
  await trade(started, 2);
  counts.push([...started.snapshots.newestFirst()].length);
  expect(counts).toEqual([0, 1, 1]);
});
