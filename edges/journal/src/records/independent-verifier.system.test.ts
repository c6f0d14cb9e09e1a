import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { archiveLog } from '../archive/archive-log.ts';
import { withArchive } from '../archive/archived-disk.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { FileJournal } from './file-journal.ts';
import { FileTape } from './file-tape.ts';
import { verifyLog, type LogReport } from './verify-log.ts';

const script = join(import.meta.dirname, '../../../../testkit/independent/verify_journal.py');
/** Whether Python can unpack what is archived: itself, from 3.14 on, or by the program. */
const canUnpack =
  spawnSync('python3', ['-c', 'import compression.zstd']).status === 0 ||
  spawnSync('zstd', ['--version']).status === 0;
const why = canUnpack ? '' : '; skipped: neither Python 3.14 nor zstd is here';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-journal-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const options = {
  shard: 'main',
  region: 'in',
  segmentBytes: 16 * 1024,
  reserveBytes: 1024,
  blockBytesMax: 4 * 1024,
  recordBytesMax: 1024,
  accountOf: () => null,
  onFatal: (error: Error) => {
    throw error;
  },
} as const;

const timeAt = (number: number) =>
  ({ kind: 'time', availableAt: toTimestamp(number * 1000) }) as const;

async function write(): Promise<string[]> {
  for (let start = 0; start < 3; start += 1) {
    const journal = await FileJournal.open({ ...options, folder });
    for (let number = 1; number <= 400; number += 1) {
      journal.append({ kind: 'input', number: toInputNumber(number), input: timeAt(number) });
      if (number % (start + 3) === 0) await journal.flush();
    }
    await journal.close();
  }
  return readdirSync(folder).filter((name) => name.endsWith('.journal'));
}

type Independent = Omit<LogReport, 'problem'> & { readonly problem: string | null };

function independently(kind = 'journal', ...more: readonly string[]): Independent {
  const { stdout, stderr, status } = spawnSync('python3', [script, folder, kind, ...more], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`the verifier ended with ${status}: ${stderr}`);
  const report = JSON.parse(stdout) as Independent;
  expect(status).toBe(report.problem === null ? 0 : 1);
  return report;
}

test('who has only the description of the format finds the same journal whole', async () => {
  const names = await write();
  expect(names.length).toBeGreaterThan(3);
  const ours = verifyLog(folder, 'journal');
  expect(ours).toMatchObject({ records: 1200, problem: null });
  expect(independently()).toEqual(ours);
});

test('and the same tape, with the inputs that it is left without', async () => {
  const { accountOf: _, ...rest } = options;
  const tape = await FileTape.open({ ...rest, folder });
  for (let number = 1; number <= 1000; number += 1) {
    if ([300, 310, 1000].includes(number)) tape.tryMark(toInputNumber(number));
    else if (number < 300 || number > 700) tape.append(toInputNumber(number), timeAt(number));
  }
  await tape.close();
  const ours = verifyLog(folder, 'tape');
  expect(ours.gaps).toEqual([
    { from: 300, upTo: 700 },
    { from: 1000, upTo: null },
  ]);
  expect(independently('tape')).toEqual(ours);
});

test('and finds the same damage, byte by byte', async () => {
  const [first = '', second = ''] = await write();
  const path = join(folder, first);
  const whole = readFileSync(path);
  const places = [
    0,
    9,
    20,
    60,
    70,
    4094,
    4100,
    4150,
    4170,
    4230,
    whole.length - 70,
    whole.length - 1,
  ];
  for (const byte of places) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(byte) ^ 16, byte);
    writeFileSync(path, changed);
    expect([byte, verifyLog(folder, 'journal').problem === null]).toEqual([byte, false]);
    expect([byte, independently().problem === null]).toEqual([byte, false]);
  }
  writeFileSync(path, whole);
  rmSync(join(folder, second));
  expect(verifyLog(folder, 'journal').problem?.code).toBe('CHAIN_BROKEN');
  expect(independently().problem).not.toBeNull();
});

test('and the same torn tail', async () => {
  const last = (await write()).at(-1) ?? '';
  const path = join(folder, last);
  truncateSync(path, readFileSync(path).length - 70);
  const ours = verifyLog(folder, 'journal');
  expect(ours.tornBytes).toBeGreaterThan(0);
  expect(independently()).toEqual(ours);
});

test('and the same journal where old segments have left, going on from its manifest', async () => {
  await write();
  new Snapshots(join(folder, 'snapshots')).keep({ position: 1200, state: Uint8Array.of(1) });
  const [archive, snapshots] = [join(folder, 'archive'), join(folder, 'snapshots')];
  expect(
    archiveLog({ folder, archive, snapshots, kind: 'journal' }).removed.length,
  ).toBeGreaterThan(2);
  const ours = verifyLog(folder, 'journal');
  expect([ours.first > 1, ours.last, ours.problem]).toEqual([true, 1200, null]);
  expect(independently()).toEqual(ours);
  rmSync(join(folder, 'journal.manifest'));
  expect([verifyLog(folder, 'journal').problem?.code, independently().problem]).toEqual([
    'CHAIN_BROKEN',
    expect.stringMatching(/no manifest/u),
  ]);
});

test.skipIf(!canUnpack)(
  `and the whole of it, with its archive, and damage there${why}`,
  async () => {
    await write();
    new Snapshots(join(folder, 'snapshots')).keep({ position: 1200, state: Uint8Array.of(1) });
    const [archive, snapshots] = [join(folder, 'archive'), join(folder, 'snapshots')];
    archiveLog({ folder, archive, snapshots, kind: 'journal' });
    const ours = (): LogReport => verifyLog(folder, 'journal', withArchive({ folder, archive }));
    expect(ours()).toMatchObject({ first: 1, records: 1200, problem: null });
    expect(independently('journal', archive)).toEqual(ours());
    const [packed = ''] = readdirSync(archive).filter((name) => name.endsWith('.zst'));
    const bytes = readFileSync(join(archive, packed));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(archive, packed), bytes);
    expect(ours().problem).toMatchObject({ code: 'DAMAGED', position: 1 });
    expect(independently('journal', archive).problem).toMatch(/position 1: .*were changed/u);
  },
);
