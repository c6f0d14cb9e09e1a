import { crc32 } from 'node:zlib';

import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { CommitLog } from './commit-log.ts';
import { thisProcess } from './lease-holder.ts';
import { markPath } from './lease.ts';
import { logOptions, type LogOptions } from './log-options.ts';
import { listSegments, LogReader } from './log-reader.ts';

const folder = '/log';

function rig(changes: Partial<LogOptions> = {}, disk = new SimDisk()) {
  const fatal: string[] = [];
  const options = logOptions(
    {
      folder,
      disk,
      shard: 'main',
      region: 'in',
      segmentBytes: 16 * 1024,
      reserveBytes: 4 * 1024,
      blockBytesMax: 4 * 1024,
      recordBytesMax: 1024,
      backlogBytes: 64 * 1024,
      now: () => 1_000_000,
      onFatal: (error) => fatal.push(error.message),
      ...changes,
    },
    'journal',
    queueMicrotask,
  );
  return { disk, fatal, options, open: () => CommitLog.open(options) };
}

function record(number: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length).fill(number % 251);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

function readNumbers(disk: SimDisk, from = 1): number[] {
  const reader = new LogReader({ disk, folder, kind: 'journal' }, from);
  const numbers: number[] = [];
  for (let block = reader.next(); block !== null; block = reader.next()) {
    for (const bytes of block.records) {
      numbers.push(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true));
    }
  }
  return numbers;
}

/** What a process that was killed leaves behind three blocks of one record each. */
async function threeBlocks() {
  const { disk, open } = rig();
  const log = await open();
  for (const number of upTo(3)) {
    log.append(record(number));
    await log.flush();
  }
  return rig({ takeOver: true }, disk.afterCrash());
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, place) => place + 1);

test('what is appended has a position at once and is safe later', async () => {
  const log = await rig().open();
  expect([log.append(record(1)), log.append(record(2)), log.durable]).toEqual([1, 2, 0]);
  await log.flush();
  expect(log.durable).toBe(2);
});

test('nothing is called safe before a sync lies behind its write', async () => {
  const { disk, open } = rig();
  const log = await open();
  let told = -1;
  log.onDurable(() => {
    told = disk.log.length;
  });
  const before = disk.log.length;
  log.append(record(1));
  await log.flush();
  const [path = ''] = listSegments({ disk, folder, kind: 'journal' });
  const calls = disk.log.slice(before, told).filter((call) => /^(write|sync) /u.test(call));
  expect(calls.map((call) => call.split(' ')[0])).toEqual(['write', 'sync']);
  expect(path).toBe('/log/0000000000000001-00000001.journal');
});

test('what comes while a block is on its way goes with the next one', async () => {
  const { disk, open } = rig();
  const log = await open();
  const safe: number[] = [];
  log.onDurable((position) => safe.push(position));
  for (const number of upTo(3)) log.append(record(number));
  queueMicrotask(() => {
    for (const number of [4, 5]) log.append(record(number));
  });
  await log.flush();
  await log.flush();
  expect(safe).toEqual([3, 5]);
  expect(readNumbers(disk)).toEqual(upTo(5));
});

test('a log goes on where it ended, over many segments, in a new segment each time', async () => {
  const { disk, open } = rig();
  for (const [from, to] of [
    [1, 300],
    [301, 420],
    [421, 421],
  ] as const) {
    const log = await open();
    expect(log.position).toBe(from - 1);
    for (let number = from; number <= to; number += 1) {
      log.append(record(number));
      if (number % 20 === 0) await log.flush();
    }
    await log.close();
  }
  expect(readNumbers(disk)).toEqual(upTo(421));
  expect(readNumbers(disk, 400)[0]).toBeLessThanOrEqual(400);
  expect(listSegments({ disk, folder, kind: 'journal' }).length).toBeGreaterThan(5);
});

test('a closed log keeps no unused room', async () => {
  const { disk, open } = rig();
  const log = await open();
  log.append(record(1));
  await log.close();
  const [path = ''] = listSegments({ disk, folder, kind: 'journal' });
  expect(disk.readAll(path)?.length).toBe(4096 + 192);
  expect(disk.list(folder)).not.toContain('next.journal');
});

test('a torn tail is put aside, cut and reported', async () => {
  const { disk, open } = await threeBlocks();
  const [path = ''] = listSegments({ disk, folder, kind: 'journal' });
  const third = 4096 + 2 * 192;
  disk.flip(path, (third + 100) * 8);
  const again = await open();
  expect(again.recovered.torn).toEqual({
    path,
    offset: third,
    bytes: 172,
    kept: `${path}.torn-at-${third}`,
  });
  expect(disk.readAll(`${path}.torn-at-${third}`)?.length).toBe(172);
  again.append(record(3));
  await again.close();
  expect(readNumbers(disk)).toEqual([1, 2, 3]);
});

test('what a start finds is safe before anything is built on it', async () => {
  const { disk, open } = rig();
  const log = await open();
  log.append(record(1));
  await log.flush();
  log.append(record(2));
  for (let turn = 0; turn < 50 && !disk.log.at(-1)?.startsWith('write '); turn += 1) {
    await Promise.resolve();
  }
  const torn = rig({ takeOver: true }, disk.afterCrash());
  disk.flip('/log/0000000000000001-00000001.journal', (4096 + 192 + 100) * 8);
  const half = rig({ takeOver: true }, disk.afterCrash());
  for (const [again, found] of [
    [torn, 2],
    [half, 1],
  ] as const) {
    expect((await again.open()).position).toBe(found);
    expect(readNumbers(again.disk.afterPowerLoss(() => false))).toEqual(upTo(found));
  }
});

test('a record changed with all its checksums is found out by the block behind it', async () => {
  const { disk, open } = rig();
  const log = await open();
  for (const number of upTo(80)) {
    log.append(record(number));
    await log.flush();
  }
  await log.close();
  const [path = '', second = ''] = listSegments({ disk, folder, kind: 'journal' });
  for (const [offset, message] of [
    [4096, /is damaged/u],
    [(disk.readAll(path)?.length ?? 0) - 192, new RegExp(`${second}.* is due`, 'u')],
  ] as const) {
    const changed = disk.afterCrash();
    const bytes = Buffer.from(changed.readAll(path) ?? []);
    const block = bytes.subarray(offset, offset + 192);
    const text = block.subarray(72, 172);
    text.fill(9);
    block.writeUInt32LE(crc32(text), 68);
    changed.replace(path, bytes);
    expect(() => readNumbers(changed)).toThrow(message);
  }
});

test('damage with a whole block behind it is refused with its position', async () => {
  const { disk, open } = await threeBlocks();
  const [path = ''] = listSegments({ disk, folder, kind: 'journal' });
  disk.flip(path, (4096 + 192 + 80) * 8);
  await expect(open()).rejects.toThrow(/position 2; a whole block begins at byte 4480/u);
});

test('damage in a segment before the last is refused by whoever reads it', async () => {
  const { disk, open } = rig();
  const log = await open();
  for (const number of upTo(300)) log.append(record(number));
  await log.close();
  const [path = ''] = listSegments({ disk, folder, kind: 'journal' });
  disk.truncate(path, (disk.readAll(path)?.length ?? 0) - 64);
  expect(() => readNumbers(disk)).toThrow(/is damaged, and others lie behind it/u);
});

test('a missing segment breaks the chain', async () => {
  const { disk, open } = rig();
  const log = await open();
  for (const number of upTo(500)) log.append(record(number));
  await log.close();
  disk.remove(listSegments({ disk, folder, kind: 'journal' })[1] ?? '');
  expect(() => readNumbers(disk)).toThrow(/does not continue the one before it.*is due/u);
});

test('a second writer is refused while the first one lives', async () => {
  const { open } = rig();
  const log = await open();
  await expect(open()).rejects.toThrow(/another process writes.*end it, or take over/u);
  await log.close();
  await (await open()).close();
});

test('a writer whose lease was removed behind its back promises nothing more', async () => {
  const { disk, open } = rig();
  const log = await open();
  log.append(record(1));
  await log.flush();
  for (const name of disk.list(folder)) {
    if (name.endsWith('.lease')) disk.remove(`${folder}/${name}`);
  }
  log.append(record(2));
  await expect(log.flush()).rejects.toThrow(/has stopped.*another writer/u);
  expect(log.durable).toBe(1);
});

test('a writer that was taken over promises nothing more, and what it left is passed over', async () => {
  const { disk, fatal, options, open } = rig();
  const log = await open();
  log.append(record(1));
  await log.flush();
  const other = await CommitLog.open({ ...options, takeOver: true });
  log.append(record(99));
  await expect(log.flush()).rejects.toThrow(/has stopped.*another writer/u);
  expect([log.durable, fatal.length]).toEqual([1, 1]);
  expect(() => log.append(record(100))).toThrow(/has stopped/u);
  other.append(record(2));
  await other.close();
  expect(readNumbers(disk)).toEqual([1, 2]);
});

test('room that a writer had made ready is used once it is gone, and not while it may live', async () => {
  const next = (disk: SimDisk): string[] =>
    disk.log.filter((call) => /^(open|remove) \/log\/next/u.test(call));
  const living = await threeBlocks();
  await living.open();
  expect(next(living.disk)).toEqual(['remove /log/next.journal']);
  const { disk, open } = await threeBlocks();
  const dead = markPath(folder, 1, { ...thisProcess(), pid: 2 ** 22 + 1 });
  disk.rename(markPath(folder, 1, thisProcess()), dead);
  await open();
  expect(next(disk)).toEqual(['open /log/next.journal']);
});

test('an error of the disk stops the log and is not tried again', async () => {
  const { disk, fatal, open } = rig();
  const log = await open();
  await Promise.resolve();
  log.append(record(1));
  disk.failAt(disk.calls + 2);
  await expect(log.flush()).rejects.toThrow(/has stopped.*EIO/u);
  expect([log.durable, fatal.length]).toEqual([0, 1]);
  await expect(log.flush()).rejects.toThrow(/has stopped/u);
});

test('on a full disk only what must not be refused is let in, until there is room again', async () => {
  const disk = new SimDisk({ capacity: 24 * 1024 });
  let now = 0;
  const { open } = rig({ now: () => now }, disk);
  const log = await open();
  await Promise.resolve();
  let taken = 0;
  while (log.room === 'open') {
    log.append(record((taken += 1)));
    await log.flush();
  }
  log.append(record((taken += 1)));
  await log.flush();
  expect(log.durable).toBe(taken);
  expect(taken * 192).toBeGreaterThan(6 * 1024);
  disk.capacity = 64 * 1024;
  expect(log.room).toBe('reserved');
  await new Promise(setImmediate);
  expect(log.room).toBe('reserved');
  now += 1_000_000;
  expect(log.room).toBe('reserved');
  await new Promise(setImmediate);
  expect(log.room).toBe('open');
  for (let more = 0; more < 60; more += 1) log.append(record((taken += 1)));
  await log.close();
  expect(readNumbers(disk)).toEqual(upTo(taken));
});

test('a full disk and a full reserve stop the log with all it promised kept', async () => {
  const disk = new SimDisk({ capacity: 24 * 1024 });
  const { fatal, open } = rig({}, disk);
  const log = await open();
  const appendAll = async (): Promise<void> => {
    for (;;) {
      log.append(record(log.position + 1));
      await log.flush();
    }
  };
  await expect(appendAll()).rejects.toThrow(/the disk is full/u);
  expect(fatal).toHaveLength(1);
  expect(readNumbers(disk)).toEqual(upTo(log.durable));
});

test('more than may wait is refused', async () => {
  const log = await rig({ backlogBytes: 4096 }).open();
  const fill = (): void => {
    for (;;) log.append(record(1));
  };
  expect(fill).toThrow(/waits for the disk.*4096 at most/u);
  expect(() => log.append(record(1, 2000))).toThrow(/larger than a block/u);
  await log.close();
  expect(log.durable).toBe(37);
});

test.each([
  [{ segmentBytes: 0 }, /segmentBytes is 0/u],
  [{ blockBytesMax: 16 * 1024 }, /blockBytesMax is 16384, expected 1 to 12224/u],
  [{ recordBytesMax: 5000 }, /recordBytesMax is 5000, expected 1 to 4088/u],
  [{ reserveBytes: Number.NaN }, /reserveBytes is NaN/u],
  [{ shard: '' }, /shard has 0 bytes/u],
])('options that cannot be are refused: %o', (changes, message) => {
  expect(() => rig(changes)).toThrow(message);
});
