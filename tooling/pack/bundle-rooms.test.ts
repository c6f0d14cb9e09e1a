import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleRooms } from './bundle-rooms.ts';

let folder = '';
let room = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-bundle-'));
  room = join(folder, 'dist/books/src');
  mkdirSync(room, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bundle(sum: readonly string[]): Promise<string> {
  writeFileSync(join(room, 'index.js'), `export { sum } from './sum.js';\n`);
  writeFileSync(join(room, 'sum.js'), `${sum.join('\n')}\n`);
  await bundleRooms(folder, ['books']);
  return readFileSync(join(room, 'index.js'), 'utf8');
}

test('makes a room one file without comments, and leaves other rooms by their names', async () => {
  const text = await bundle([
    "import { one } from 'argosy/core';",
    '/** Why. */',
    'export const sum = one + 1;',
  ]);
  expect(text).toMatch(/from ?["']argosy\/core["']/);
  // What a symbol is for stands in its declaration, which editors show.
  expect(text).not.toContain('Why.');
  expect(text).toMatch(/export ?\{[^}]*\bsum\b/);
  expect(['sum.js', 'index.js'].map((name) => existsSync(join(room, name)))).toEqual([false, true]);
});

test('keeps the names of classes, and gives each of their parts a line', async () => {
  const text = await bundle([
    'class Sum {',
    '  #total = 0;',
    '  add(value) { this.#total += value; return this; }',
    '  fail() { throw new Error(`of ${this.#total}`); }',
    '}',
    'export const sum = () => new Sum().add(1);',
  ]);
  expect(text).toMatch(/class Sum\b|\bSum ?= ?class\b/);
  const lines = text.split('\n');
  expect(lines.findIndex((line) => line.startsWith('fail()'))).toBeGreaterThan(
    lines.findIndex((line) => line.startsWith('add(')),
  );
});
