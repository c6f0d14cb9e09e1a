import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileTape, Snapshots } from '@argosy/journal';
import { smallJournal } from '@argosy/testkit';
import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { runJournalCommand } from './journal-command.ts';
import { runLedgerCommand } from './ledger-command.ts';

let root = '';
let folder = '';
let archive = '';

/** Three segments of ten records, the last with what it needs to go on. */
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'argosy-archive-'));
  folder = join(root, 'live');
  archive = join(root, 'archive');
  for (let start = 0; start < 3; start += 1) {
    const journal = await smallJournal(folder);
    for (let one = 1; one <= 10; one += 1) {
      const number = toInputNumber(start * 10 + one);
      const input = { kind: 'time', availableAt: toTimestamp(number * 1000) } as const;
      journal.append({ kind: 'input', number, input });
    }
    await journal.close();
  }
  new Snapshots(join(folder, 'snapshots')).keep({ position: 30, state: Uint8Array.of(1) });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

async function run(...words: readonly string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const say = (text: string): void => {
    lines.push(text);
  };
  const signal = new AbortController().signal;
  return { code: await runJournalCommand(words, { say, signal }), lines };
}

const segments = (): readonly string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.journal'));

test('archive moves what is closed, and verify and inspect read it there', async () => {
  expect(await run('archive', folder, '--to', archive)).toEqual({
    code: 0,
    lines: [
      'journal: 2 segments put into the archive and read back',
      'journal: 2 removed from the live folder',
    ],
  });
  expect(segments()).toHaveLength(1);
  const verified = await run('verify', folder, '--archive', archive);
  expect([verified.code, verified.lines[0]]).toEqual([
    0,
    'journal: 30 records in 3 blocks, 1 to 30',
  ]);
  const live = await run('verify', folder);
  expect([live.code, live.lines[0]]).toEqual([0, 'journal: 10 records in 1 blocks, 21 to 30']);
  const inspected = await run('inspect', folder, '--archive', archive);
  expect(inspected.lines.filter((line) => line.includes('10 records from'))).toHaveLength(3);
  expect((await run('tail', folder)).lines).toHaveLength(10);
  expect((await run('tail', folder, '--archive', archive, '--from', '1')).lines).toHaveLength(30);
});

test('what needs the whole past refuses to do without the archive', async () => {
  await run('archive', folder, '--to', archive);
  const say: string[] = [];
  expect(runLedgerCommand(['verify', folder], (line) => say.push(line))).toBe(1);
  expect(say.join()).toMatch(/ARCHIVED/u);
  const words = ['verify', folder, '--archive', archive];
  expect(runLedgerCommand(words, () => {})).toBe(0);
  await expect(run('tail', folder, '--from', '3')).rejects.toThrow(/left for an archive/u);
});

test('a damaged archive ends with 1 and says where', async () => {
  await run('archive', folder, '--to', archive);
  const [, second = ''] = readdirSync(archive).filter((name) => name.endsWith('.zst'));
  writeFileSync(join(archive, second), 'nothing');
  const { code, lines } = await run('verify', folder, '--archive', archive);
  expect([code, lines.at(-1)]).toEqual([
    1,
    expect.stringMatching(/NOT WHOLE at position 11: DAMAGED.*its bytes were changed/u),
  ]);
});

test('a tape is deleted only when asked, with a date, and when its days are over', async () => {
  const tape = (): Promise<FileTape> =>
    FileTape.open({
      folder,
      shard: 'main',
      region: 'in',
      segmentBytes: 64 * 1024,
      reserveBytes: 4096,
      blockBytesMax: 16 * 1024,
      recordBytesMax: 8 * 1024,
      now: () => Date.parse('2026-01-01') * 1000,
      onFatal: (error) => {
        throw error;
      },
    });
  for (let number = 1; number <= 3; number += 1) {
    const one = await tape();
    one.append(toInputNumber(number), { kind: 'time', availableAt: toTimestamp(number) });
    await one.close();
  }
  const words = ['archive', folder, '--to', archive, '--delete-tape'];
  await expect(run(...words)).rejects.toThrow(/needs --before DATE/u);
  await expect(run(...words, '--before', '2200-01-01')).rejects.toThrow(/kept 30 days/u);
  expect(segments()).toHaveLength(3);
  const { lines } = await run(...words, '--before', '2026-01-02');
  expect(lines.at(-1)).toBe('tape: 2 segments deleted for good');
  const { code } = await run('verify', folder, '--archive', archive);
  expect(code).toBe(0);
});

test.each([
  [[], /needs --to/u],
  [['--to', '/nowhere/at/all'], /make it first/u],
  [['--to', '/tmp/a', '--before', 'soon'], /--before soon/u],
  [['--to', '/tmp/a', '--tape-days', '3'], /no --delete-tape/u],
  [['--to', '/tmp/a', '--snapshots', '/nowhere'], /no such folder/u],
  [['--to', '/tmp/a', '--json'], /--json/u],
])('archive %j is refused', async (words, reason) => {
  await expect(run('archive', folder, ...words)).rejects.toThrow(reason);
  await expect(run('verify', folder, '--archive', root)).rejects.toThrow(/no manifest/u);
});
