import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const command = ['--conditions=source', main];
const runFile = join(examples, 'two-currencies.yaml');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-exit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function argosy(...words: readonly string[]): { readonly code: number | null; said: string } {
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...words], options);
  return { code: status, said: stdout + stderr };
}

it.each([
  [['backtest', 'x.yaml', '--ot', 'd'], /^argosy: backtest: unknown option --ot; it has .*--out/],
  [['check', 'x.ts', '--prove'], /^argosy: check: unknown option --prove/],
  [['backtest', 'x.yaml', '--prove', '--out', 'd'], /--out: a proof leaves no files/],
  [['backtest', 'x.yaml', '--no-tape'], /--no-tape: there is no --journal/],
  [['backtest', 'x.yaml', 'y.yaml'], /cannot do anything with "y.yaml"/],
  [['backtest', 'none.yaml'], /none\.yaml: no such file/],
  [['start', '--config', 'file.md'], /^argosy: --config file\.md: a file, expected a folder\n$/],
  [['journal', 'verify', '.', '--folow'], /^argosy: journal: unknown option --folow/],
  [['ledger', 'verify', '.', '--fix'], /^argosy: ledger: unknown option --fix/],
  [['why', 'O-1', '--jsn'], /^argosy: why: unknown option --jsn/],
  [['replay', '.', '--forc', '1'], /^argosy: replay: unknown option --forc/],
  [['dance'], /^argosy: cannot "dance"/],
])('%o ends with 2 and one clear line', (words, text) => {
  writeFileSync(join(folder, 'file.md'), '');
  const { code, said } = argosy(...words);
  expect(said).toMatch(text);
  expect(said).not.toMatch(/\n +at /);
  expect(code).toBe(2);
});

it('ends with 0 where all is well, and with 1 where a scenario fails', () => {
  expect(argosy('--version').code).toBe(0);
  const bad = join(folder, 'bad.jsonl');
  writeFileSync(
    bad,
    '{"setup":{"title":"t","instruments":[],"accounts":[]}}\n{"end":{"hash":"0"}}\n',
  );
  expect(argosy('scenario', bad).code).toBe(1);
});

it('is silent where whoever reads the output stops', async () => {
  const record = join(folder, 'record');
  expect(argosy('backtest', runFile, '--journal', record).code).toBe(0);
  const words = [...command, 'journal', 'tail', record, '--from', '1'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let wrong = '';
  child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, wrong]).toEqual([0, '']);
});
