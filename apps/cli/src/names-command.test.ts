import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runNamesCommand } from './names-command.ts';

const digits = randomBytes(32).toString('hex');
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argosy-names-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function run(words: readonly string[], input = '', key: string | undefined = digits) {
  const lines: string[] = [];
  const code = runNamesCommand(words, {
    say: (line) => lines.push(line),
    environment: { ARGOSY_NAMES_KEY: key },
    input: () => Buffer.from(input),
  });
  return { code, lines };
}

const folder = (): string => join(root, 'names');

test('a name is put, told, changed, listed and erased', () => {
  const [id = ''] = run(['put', folder()], 'Asha Rao\nasha@example.org\n').lines;
  expect(id).toMatch(/^C-/u);
  expect(run(['get', folder(), id])).toEqual({ code: 0, lines: ['Asha Rao', 'asha@example.org'] });
  expect(run(['put', folder(), id], 'Asha Iyer').lines).toEqual([id]);
  expect(run(['get', folder(), id]).lines).toEqual(['Asha Iyer']);
  expect(run(['list', folder()])).toEqual({ code: 0, lines: [id] });
  expect(run(['erase', folder(), id])).toEqual({ code: 0, lines: [`${id} is erased`] });
  expect(run(['get', folder(), id]).code).toBe(1);
  expect(run(['erase', folder(), id]).code).toBe(1);
  expect(run(['list', folder()]).lines).toEqual([]);
});

test('the key may be in a file, and is in no message', () => {
  const file = join(root, 'key');
  writeFileSync(file, `${digits}\n`);
  run(['put', folder()], 'Asha Rao');
  expect(run(['list', folder(), '--key-file', file], '', undefined).lines).toHaveLength(1);
  const other = randomBytes(32).toString('hex');
  expect(() => run(['list', folder()], '', other)).toThrow(/another master key: \S+names$/u);
  expect(() => run(['list', folder()], '', `${digits}0`)).toThrow(/found 65 characters$/u);
});

test.each([
  [['put'], /argosy names put/u],
  [['get', '.'], /argosy names put/u],
  [['list', '.', 'C-1'], /argosy names put/u],
  [['list', '/nowhere'], /no such folder/u],
  [['put', '/nowhere/at/all'], /no such folder/u],
  [['list', '.', '--key-file', '/nowhere'], /no such file/u],
  [['put', '.', '--name', 'Asha'], /unknown option/u],
])('%j is refused', (words, reason) => {
  expect(() => run(words)).toThrow(reason);
});

test('without a key, and with too much of a name, nothing is done', () => {
  const noKey = { say: () => {}, environment: {}, input: () => Buffer.from('x') };
  expect(() => runNamesCommand(['put', folder()], noKey)).toThrow(/no master key/u);
  expect(() => run(['put', folder()], 'x'.repeat(20_000))).toThrow(/20000 bytes of input/u);
  expect(run(['list', folder()]).lines).toEqual([]);
});
