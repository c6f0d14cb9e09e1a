import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { TextFile } from './text-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'text-file-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('holds all that was written, in order, whatever its length', () => {
  const file = new TextFile(join(dir, 'a.txt'));
  const parts = ['é', 'x'.repeat(70_000), '', '\n', 'y'.repeat(40_000), 'z'.repeat(40_000)];
  for (const part of parts) file.write(part);
  file.close();
  expect(readFileSync(file.path, 'utf8')).toBe(parts.join(''));
});

it('takes the whole of another file in between', () => {
  const long = `${'0123456789'.repeat(20_000)}é`;
  writeFileSync(join(dir, 'long.txt'), long);
  const file = new TextFile(join(dir, 'b.txt'));
  file.write('before ');
  file.writeFile(join(dir, 'long.txt'));
  file.write(' behind');
  file.close();
  expect(readFileSync(file.path, 'utf8')).toBe(`before ${long} behind`);
});

it('closes twice without harm, and takes nothing more', () => {
  const file = new TextFile(join(dir, 'c.txt'));
  file.write('whole');
  file.close();
  file.write(' more');
  file.writeFile(file.path);
  file.close();
  expect(readFileSync(file.path, 'utf8')).toBe('whole');
});

it('never writes over a file that is there', () => {
  writeFileSync(join(dir, 'mine.txt'), 'mine');
  expect(() => new TextFile(join(dir, 'mine.txt'))).toThrow('EEXIST');
});
