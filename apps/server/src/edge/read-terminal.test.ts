import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readTerminal } from './read-terminal.ts';

let folder: string;
let warnings: string[];
const log = { warn: (text: string) => void warnings.push(text) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-terminal-'));
  warnings = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

test('gives every file with its compressed forms, and nothing that tells how it was built', () => {
  write({
    'index.html': 'page',
    'index.html.br': 'b',
    'assets/a.js': 'script',
    'assets/a.js.gz': 'g',
    'assets/lone.gz': 'archive',
    '.stamp': 'x',
    '.vite/manifest.json': '{}',
  });
  const files = readTerminal(folder, log) ?? [];
  const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString();
  expect(
    files.map(({ path, bytes, brotli, gzip }) => [path, text(bytes), text(brotli), text(gzip)]),
  ).toEqual([
    ['/assets/a.js', 'script', null, 'g'],
    ['/assets/lone.gz', 'archive', null, null],
    ['/index.html', 'page', 'b', null],
  ]);
  expect(warnings).toEqual([]);
});

test('warns once where none is built, and says nothing where none is wanted', () => {
  expect(readTerminal(join(folder, 'nowhere'), log)).toBeNull();
  expect(warnings).toEqual([expect.stringContaining('run "npm run build"')]);
  expect(readTerminal(null, log)).toBeNull();
  expect(warnings).toHaveLength(1);
});

test('refuses a folder that would fill the memory', () => {
  write({ 'index.html': 'page', 'a.js': 'x'.repeat(100) });
  expect(readTerminal(folder, log, { files: 2, bytes: 104 })).toHaveLength(2);
  expect(() => readTerminal(folder, log, { files: 1, bytes: 104 })).toThrow('1 files');
  expect(() => readTerminal(folder, log, { files: 2, bytes: 103 })).toThrow('104 bytes');
});
