import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFresh, stampFile, stampOf } from './stamp.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argosy-stamp-'));
  write('room/src/a.tsx', 'one');
  write('lock.json', '{}');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const stamp = (): string => stampOf(root, ['room', 'lock.json']);

test('a stamp changes with a file, with its name, and with one that is new', () => {
  const stamps = [stamp()];
  write('room/src/a.tsx', 'two');
  stamps.push(stamp());
  write('room/src/b.tsx', '');
  stamps.push(stamp());
  rmSync(join(root, 'room/src/b.tsx'));
  write('room/src/c.tsx', '');
  stamps.push(stamp());
  write('lock.json', '{ }');
  stamps.push(stamp());
  expect(new Set(stamps).size).toBe(5);
});

test('tests, builds, packages and the page about the room change nothing', () => {
  const before = stamp();
  write('room/src/a.test.tsx', 'test');
  write('room/README.md', 'about');
  write('room/dist/a.js', 'built');
  write('room/node_modules/x/index.js', 'package');
  expect(stamp()).toBe(before);
});

test('a folder is fresh where it was built from just that', () => {
  expect(isFresh(root, stamp())).toBe(false);
  writeFileSync(stampFile(root), stamp());
  expect(isFresh(root, stamp())).toBe(true);
  expect(isFresh(root, 'other')).toBe(false);
});
