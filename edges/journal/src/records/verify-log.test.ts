import { crc32 } from 'node:zlib';

import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { FileJournal } from './file-journal.ts';
import { FileTape } from './file-tape.ts';
import { verifyLog } from './verify-log.ts';

const folder = '/journal';
const options = {
  folder,
  shard: 'main',
  region: 'in',
  segmentBytes: 8 * 1024,
  reserveBytes: 1024,
  blockBytesMax: 2 * 1024,
  recordBytesMax: 1024,
  backlogBytes: 64 * 1024,
  takeOver: true,
  accountOf: () => null,
  onFatal: () => {},
} as const;

async function written(count: number, group: number): Promise<SimDisk> {
  const disk = new SimDisk();
  const journal = await FileJournal.open({ ...options, disk });
  for (let number = 1; number <= count; number += 1) {
    const input = { kind: 'time', availableAt: toTimestamp(number * 1000) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
    if (number % group === 0) await journal.flush();
  }
  await journal.close();
  return disk;
}

const segments = (disk: SimDisk): string[] =>
  disk
    .list(folder)
    .filter((name) => name.endsWith('.journal'))
    .map((name) => `${folder}/${name}`);

test('a whole journal is told with its extent and its last hash', async () => {
  const disk = await written(200, 3);
  const report = verifyLog(folder, 'journal', disk);
  expect(report).toMatchObject({
    blocks: 67,
    records: 200,
    first: 1,
    last: 200,
    tornBytes: 0,
    gaps: [],
    problem: null,
  });
  expect(report.hash).toMatch(/^[0-9a-f]{64}$/u);
  expect(verifyLog(folder, 'journal', await written(200, 3)).hash).not.toBe('');
  expect(segments(disk).length).toBeGreaterThan(2);
});

test('an empty folder is a whole journal of nothing', () => {
  const report = verifyLog(folder, 'journal', new SimDisk());
  expect(report).toMatchObject({ records: 0, first: 0, last: 0, hash: '', problem: null });
});

test('a change of any byte of any segment is found', async () => {
  const disk = await written(160, 3);
  for (const path of segments(disk)) {
    const size = disk.readAll(path)?.length ?? 0;
    for (let byte = 0; byte < size; byte += byte < 4000 ? 97 : 3) {
      disk.flip(path, byte * 8 + (byte % 8));
      const { problem, tornBytes } = verifyLog(folder, 'journal', disk);
      if (problem === null && tornBytes === 0) expect.fail(`${path} byte ${byte} was not found`);
      disk.flip(path, byte * 8 + (byte % 8));
    }
  }
});

test('a cut at any byte is found, or leaves whole records up to it', async () => {
  const disk = await written(60, 3);
  const [path = ''] = segments(disk);
  expect(segments(disk)).toHaveLength(1);
  for (let size = (disk.readAll(path)?.length ?? 0) - 1; size >= 0; size -= 1) {
    disk.truncate(path, size);
    const { problem, tornBytes, records } = verifyLog(folder, 'journal', disk);
    if (size < 4096) expect(problem?.code).toBe('NOT_A_SEGMENT');
    else
      expect([problem, tornBytes > 0, records]).toEqual([
        null,
        (size - 4096) % 128 > 0,
        Math.floor((size - 4096) / 128) * 3,
      ]);
  }
});

test('the place of damage is told', async () => {
  const disk = await written(60, 3);
  const [path = ''] = segments(disk);
  disk.flip(path, (4096 + 5 * 128 + 70) * 8);
  expect(verifyLog(folder, 'journal', disk).problem).toMatchObject({
    code: 'DAMAGED',
    position: 16,
  });
});

test('a tape is verified as one, and not as a journal', async () => {
  const disk = new SimDisk();
  const { accountOf: _, ...rest } = options;
  const tape = await FileTape.open({ ...rest, disk });
  for (let number = 1; number <= 10; number += 1) {
    tape.append(toInputNumber(number), { kind: 'time', availableAt: toTimestamp(number) });
  }
  await tape.close();
  expect(verifyLog(folder, 'tape', disk)).toMatchObject({ records: 10, problem: null });
  expect(verifyLog(folder, 'journal', disk)).toMatchObject({ records: 0, problem: null });
});

test('a record of a newer version is told with its position', async () => {
  const disk = await written(3, 1);
  const [path = ''] = segments(disk);
  const bytes = Buffer.from(disk.readAll(path) ?? []);
  const block = bytes.subarray(4096 + 2 * 128);
  const record = block.subarray(72, 72 + block.readUInt32LE(64));
  const version = record.indexOf('in') + 2;
  record.writeUInt8(200, version);
  block.writeUInt32LE(crc32(record), 68);
  disk.replace(path, bytes);
  const { problem } = verifyLog(folder, 'journal', disk);
  expect(problem).toMatchObject({ code: 'UNREADABLE', position: 3 });
  expect(problem?.message).toMatch(/position 3: .*of version 200/u);
});
