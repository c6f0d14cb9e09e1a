import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { parseWords, refuseOptions, requireFolder, UsageError } from './words.ts';

const options = { out: { type: 'string' }, json: { type: 'boolean' } } as const;

describe('the words of a command', () => {
  it('are its options and the rest', () => {
    const { values, positionals } = parseWords('run', ['a', '--out', 'b', '--json'], options);
    expect([values.out, values.json, positionals]).toEqual(['b', true, ['a']]);
  });

  it.each([
    [['--uot', 'x'], 'run: unknown option --uot; it has --out, --json'],
    [['-x'], 'run: unknown option -x; it has --out, --json'],
    [['--out'], "run: Option '--out <value>' argument missing"],
    [['--json=yes'], "run: Option '--json' does not take an argument"],
  ])('%o make no sense', (words, mistake) => {
    expect(() => parseWords('run', words, options)).toThrow(new UsageError(mistake));
  });
});

it('refuses options that say nothing here, and those alone', () => {
  const rule = { names: ['out', 'journal'], why: 'a proof leaves no files' };
  expect(() => refuseOptions('run', { out: 'x', json: true }, rule)).toThrow(
    'run: --out: a proof leaves no files',
  );
  expect(() => refuseOptions('run', { json: true, out: undefined }, rule)).not.toThrow();
});

describe('a folder to write into', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'argosy-words-'));
    writeFileSync(join(folder, 'file.md'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('may be there, or be made', () => {
    for (const path of [null, folder, join(folder, 'new', 'newer')]) {
      expect(() => requireFolder('out', path)).not.toThrow();
    }
  });

  it('is no file, and lies in none', () => {
    const file = join(folder, 'file.md');
    expect(() => requireFolder('out', file)).toThrow(`--out ${file}: a file, expected a folder`);
    expect(() => requireFolder('out', join(file, 'in'))).toThrow(
      `--out ${file}/in: a file (${file}), expected a folder`,
    );
  });
});
