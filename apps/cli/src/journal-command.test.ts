import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FileJournal } from '@argosy/journal';
import { toAccountId, toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { rupees, smallJournal } from '@argosy/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runJournalCommand } from './journal-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-journal-command-'));

function write(journal: FileJournal, from: number, to: number): void {
  for (let number = from; number <= to; number += 1) {
    const input = { kind: 'time', availableAt: toTimestamp(number * 1000) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
  }
}

beforeAll(async () => {
  const journal = await smallJournal(folder);
  write(journal, 1, 40);
  const at = toTimestamp(5);
  const head = { number: toInputNumber(40), index: 0, at, receivedAt: at } as const;
  const account = toAccountId('MAIN');
  const legs = [{ ledgerAccount: 'cash', amount: rupees(2n ** 60n) }];
  const entry = {
    kind: 'entry',
    account,
    entry: 'E-1',
    purpose: 'deposit',
    order: null,
    legs,
  } as const;
  journal.append({ kind: 'event', event: { ...head, ...entry } });
  await journal.close();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(line: string, signal = new AbortController().signal) {
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(text);
  };
  const code = await runJournalCommand([...line.split(' '), folder], { say, signal });
  return { code, lines };
}

test('verify tells what a journal holds and that it is whole', async () => {
  const { code, lines } = await run('verify');
  expect(code).toBe(0);
  expect(lines[0]).toBe('journal: 41 records in 1 blocks, 1 to 41');
  expect(lines[1]).toMatch(/^ {2}last hash [0-9a-f]{64}$/u);
  const unknown = 'that none is gone behind it only a number and hash kept elsewhere can tell';
  expect(lines[2]).toBe(`  whole up to record 41; ${unknown}`);
});

test('the record of a run is found in its folder', async () => {
  const record = mkdtempSync(join(tmpdir(), 'argosy-record-'));
  cpSync(folder, join(record, 'journal'), { recursive: true });
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(text);
  };
  const { signal } = new AbortController();
  for (const verb of ['verify', 'inspect', 'tail']) {
    expect(await runJournalCommand([verb, record], { say, signal })).toBe(0);
  }
  rmSync(record, { recursive: true });
  expect(lines.filter((line) => line.startsWith('  whole up to record 41'))).toHaveLength(1);
  expect(lines).toHaveLength(3 + 3 + 20);
});

test('inspect lists segments', async () => {
  const { lines } = await run('inspect');
  expect(lines.slice(1, 3)).toEqual([
    expect.stringMatching(/^ {2}journal of shard main in in, epoch 1, begun 20\d\d-/u),
    expect.stringMatching(/^ {2}41 records from 1 on, in 1 blocks; (\d+) of \1 bytes$/u),
  ]);
});

test('tail prints the last twenty, or what is asked for', async () => {
  const { lines } = await run('tail');
  expect(lines).toHaveLength(20);
  expect(lines[18]).toBe('40 input - in {"number":40,"kind":"time","availableAt":40000}');
  expect(lines[19]).toMatch(/^41 event MAIN in .*"amount":/u);
  expect((await run('tail --from 39 --stream input')).lines).toHaveLength(2);
  expect((await run('tail --from 1 --account MAIN')).lines).toHaveLength(1);
  expect((await run('tail --from 1 --region us')).lines).toEqual([]);
});

test('json is an object a line, with amounts of any size', async () => {
  const { lines } = await run('tail --from 41 --json');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    position: 41,
    account: 'MAIN',
    stream: 'event',
  });
  expect(lines[0]).toContain(String(2n ** 60n));
  const [report = ''] = (await run('verify --json')).lines;
  expect(JSON.parse(report)).toMatchObject({ kind: 'journal', records: 41, problem: null });
  const [segment = ''] = (await run('inspect --json')).lines;
  expect(JSON.parse(segment)).toMatchObject({ epoch: 1, records: 41 });
});

test.each([
  ['tail --from x', '--from is x, expected a position, 1 or more'],
  ['tail --from 0', '--from is 0, expected a position, 1 or more'],
  ['tail --stream both', '--stream is both, expected input or event'],
  ['verify somewhere', 'argosy journal: looks at the record'],
  ['dance', 'argosy journal: looks at the record'],
])('%s makes no sense', async (line, message) => {
  const { code, lines } = await run(line);
  expect([code, lines[0]?.startsWith(message)]).toEqual([2, true]);
});

test('a folder that is not there, or holds no journal, is said', async () => {
  const say = (text: string): void => {
    said.push(text);
  };
  const said: string[] = [];
  const { signal } = new AbortController();
  expect(await runJournalCommand(['verify', '/nowhere'], { say, signal })).toBe(2);
  expect(await runJournalCommand(['verify', import.meta.dirname], { say, signal })).toBe(2);
  expect(await runJournalCommand(['--help'], { say, signal })).toBe(0);
  expect(said.slice(0, 2)).toEqual([
    '/nowhere: no such folder',
    `${import.meta.dirname}: no segment of a journal or tape in it`,
  ]);
});

test('one that follows hears what comes, and ends when told', async () => {
  const ends = new AbortController();
  const lines: string[] = [];
  const heard = Promise.withResolvers<void>();
  const say = (text: string): void => {
    lines.push(text);
    if (text.startsWith('45 ')) heard.resolve();
  };
  const following = runJournalCommand(['tail', '--follow', '--from', '41', folder], {
    say,
    signal: ends.signal,
  });
  const journal = await smallJournal(folder);
  write(journal, 42, 45);
  await heard.promise;
  ends.abort();
  expect(await following).toBe(0);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['41', '42', '43', '44', '45']);
  await journal.close();
});

test('damage is told with its place, and the command fails', async () => {
  const name = readdirSync(folder).find((one) => one.endsWith('.journal')) ?? '';
  const path = join(folder, name);
  const whole = readFileSync(path);
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(4200) ^ 1, 4200);
  writeFileSync(path, changed);
  const { code, lines } = await run('verify');
  writeFileSync(path, whole);
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/^ {2}NOT WHOLE at position 1: (DAMAGED|CHAIN_BROKEN): /u);
});
