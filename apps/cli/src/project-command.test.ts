import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openProjections } from '@argosy/storage';
import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { runProjectCommand } from './project-command.ts';
import { UsageError } from './words.ts';

let data = '';
let last = 0;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'argosy-project-'));
  last = await writeLifeJournal(join(data, 'journal'), lifeSteps(120, 3));
});
afterEach(() => {
  rmSync(data, { recursive: true });
});

type Said = { readonly code: number; readonly lines: readonly string[] };

async function run(...words: readonly string[]): Promise<Said> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const code = await runProjectCommand(words, { say, environment: {}, now: () => 10_000_000 });
  return { code, lines };
}

test('makes the tables, prints the sum of each, and finds them equal afterwards', async () => {
  const first = await run('rebuild', '--data', data);
  expect([first.code, first.lines.at(-1)]).toEqual([
    0,
    `without the tables that were there; in their place: main at ${last}`,
  ]);
  const again = await run('rebuild', '--data', data, '--verify');
  expect(again).toEqual({
    code: 0,
    lines: [
      ...first.lines.slice(0, -1),
      'equal to the tables that were there; compared, nothing is changed',
    ],
  });
  expect(first.lines[1]).toMatch(/^orders +\d+ rows {2}[0-9a-f]{32}$/);
});

test('ends with 1 where a table differs, until it is made anew', async () => {
  await run('rebuild', '--data', data);
  const store = await openProjections({ engine: 'sqlite', file: join(data, 'projections.db') });
  await store.db.deleteFrom('balances').execute();
  await store.close();
  const { code, lines } = await run('rebuild', '--data', data, '--verify');
  expect(code).toBe(1);
  expect(lines.filter((line) => line.includes('DIFFERS'))).toEqual([
    expect.stringMatching(/^balances .* DIFFERS: 0 rows/),
  ]);
  expect((await run('rebuild', '--data', data)).code).toBe(0);
  expect((await run('rebuild', '--data', data, '--verify')).code).toBe(0);
});

test('reads the journal of every shard', async () => {
  renameSync(join(data, 'journal'), join(data, 'one'));
  await writeLifeJournal(join(data, 'journals', 'one'), lifeSteps(10, 3));
  const { lines } = await run('rebuild', '--data', data, '--json');
  expect(lines[0]).toMatch(/"positions":\{"main":\d+\}/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ hasLive: false, isEqual: false });
});

test('says how far the tables are behind', async () => {
  await expect(run('status', '--data', data)).rejects.toThrow('no tables yet');
  await run('rebuild', '--data', data);
  expect((await run('status', '--data', data)).lines).toEqual([
    `main: at ${last} of ${last}, 0 records behind`,
  ]);
  const { lines } = await run('status', '--data', data, '--json');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ shard: 'main', lag: { records: 0 } });
});

test('leaves tables of another journal alone, unless it is told to throw them away', async () => {
  await run('rebuild', '--data', data);
  rmSync(join(data, 'journal'), { recursive: true });
  await writeLifeJournal(join(data, 'journal'), lifeSteps(120, 4));
  for (const words of [['status'], ['rebuild'], ['rebuild', '--verify']]) {
    await expect(run(...words, '--data', data)).rejects.toMatchObject({ code: 'JOURNAL_FOREIGN' });
  }
  const { lines } = await run('rebuild', '--data', data, '--replace');
  expect(lines.at(-1)).toMatch(/^without the tables that were there; in their place: main at/u);
  expect((await run('status', '--data', data)).code).toBe(0);
});

test('says what it cannot make sense of', async () => {
  expect((await run('rebuild')).code).toBe(2);
  expect((await run('dance', '--data', data)).code).toBe(2);
  expect((await run('--help')).code).toBe(0);
  await expect(run('rebuild', '--data', join(data, 'nowhere'))).rejects.toThrow(UsageError);
  await expect(run('rebuild', '--data', data, '--postgres', 'p')).rejects.toThrow(UsageError);
  await expect(run('status', '--data', data, '--verify')).rejects.toThrow(UsageError);
});
