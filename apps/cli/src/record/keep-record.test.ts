import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readJournal, readTape, verifyLog } from '@argosy/journal';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { runBacktestCommand } from '../run/backtest-command.ts';
import { RecordKeeper } from './keep-record.ts';
import { readHead } from './record-folder.ts';

const runFile = fileURLToPath(
  new URL('../../../../examples/margin-brackets.yaml', import.meta.url),
);
/** A record that the tests only read, and what the command said as it was made. */
let kept = { record: '', code: -1, said: '' };
beforeAll(async () => {
  const record = join(mkdtempSync(join(tmpdir(), 'argosy-kept-')), 'record');
  const [code, said] = await run(record);
  kept = { record, code, said };
});
afterAll(() => {
  rmSync(join(kept.record, '..'), { recursive: true });
});

vi.setConfig({ testTimeout: 30_000 });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-record-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(journal: string | null, hasTape = true): Promise<[number, string]> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const options = { out: null, proves: false, journal, hasTape, terminal };
  return [await runBacktestCommand(runFile, options), said];
}

const hashIn = (said: string): string | undefined => /hash\s+([0-9a-f]{32})/.exec(said)?.[1];

test('a run leaves its journal and its tape, whole, beside what it was made of', () => {
  const { record, code, said } = kept;
  const head = readHead(record);
  expect([code, readdirSync(record).sort()]).toEqual([
    0,
    ['journal', 'run.json', 'run.yaml', 'tape'],
  ]);
  expect(head.hash).toBe(hashIn(said));
  for (const kind of ['journal', 'tape'] as const) {
    const { records, hash, problem } = verifyLog(join(record, kind), kind);
    expect([{ records, hash }, problem]).toEqual([head[kind], null]);
    expect(records).toBeGreaterThan(1_000);
  }
});

test('journal and tape together hold every number once', () => {
  const { record } = kept;
  const numbers = [...readTape(join(record, 'tape'))].map(({ number }) => number);
  for (const { entry } of readJournal({ folder: join(record, 'journal'), stream: 'input' })) {
    if (entry.kind === 'input') numbers.push(entry.number);
  }
  const { inputs } = readHead(record);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: inputs }, (_, n) => n));
});

test('every event of an order is under its account', () => {
  const { record } = kept;
  const accounts = new Set(
    [...readJournal({ folder: join(record, 'journal'), stream: 'event' })].map(
      ({ account }) => account,
    ),
  );
  expect(accounts.size).toBe(1);
  expect(accounts.has(null)).toBe(false);
});

test('a run comes to the same with and without its record', async () => {
  const [, said] = await run(null);
  expect(hashIn(said)).toBe(hashIn(kept.said));
});

test('the tape may be left out', async () => {
  const record = join(folder, 'record');
  await run(record, false);
  expect(readdirSync(record).sort()).toEqual(['journal', 'run.json', 'run.yaml']);
  expect(readHead(record).tape).toBeNull();
});

test('an older record of a run gives way to the new one, tape and all', async () => {
  const record = join(folder, 'record');
  await run(record);
  await run(record, false);
  expect(existsSync(join(record, 'tape'))).toBe(false);
});

test('a journal that is no run’s is refused and stays', async () => {
  mkdirSync(join(folder, 'journal'));
  const [code, said] = await run(folder);
  expect([code, said]).toEqual([1, expect.stringMatching(/not the record of a run\n$/)]);
  expect(existsSync(join(folder, 'journal'))).toBe(true);
});

test('a record that cannot be begun fails the command in one line', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const [code, said] = await run(join(file, 'record'));
  expect(code).toBe(1);
  expect(said.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^the record in .* could not be written: ENOTDIR/),
    '',
  ]);
});

test('a record that a write fails for leaves nothing behind', async () => {
  const record = join(folder, 'record');
  const keeper = await RecordKeeper.open({ folder: record, runFile, title: '', hasTape: false });
  const reason = 'x'.repeat(15 * 1024 * 1024);
  const event = {
    kind: 'anomaly',
    type: 'overdrawn',
    order: null,
    detail: reason,
    number: 0,
    index: 0,
    at: 0,
    receivedAt: 0,
  };
  keeper.sink.entry?.({ kind: 'event', event } as never);
  await expect(keeper.flush()).rejects.toThrow('one record is larger than a block may be');
  await keeper.abandon();
  expect(existsSync(record)).toBe(false);
});
