import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { putFile } from './put-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-put-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is put takes the place of the one before it, and nothing else is left', () => {
  const path = join(folder, 'a.json');
  putFile(path, 'one');
  putFile(path, Uint8Array.of(0x32));
  expect(readFileSync(path, 'utf8')).toBe('2');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test.each([
  ['a folder that is not there', 'nowhere/a'],
  ['a folder in its place', 'taken'],
  ['a device above it', '../../dev/null/a'],
])('where it cannot be put, %s, its path is told and nothing is left aside', (_, name) => {
  mkdirSync(join(folder, 'taken/full'), { recursive: true });
  const path = join(folder, name);
  expect(() => putFile(path, 'x')).toThrow(`the file cannot be written: ${path}: expected room`);
  expect(readdirSync(folder).filter((one) => one.endsWith('.partial'))).toEqual([]);
});
