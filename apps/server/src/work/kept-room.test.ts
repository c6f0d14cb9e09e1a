import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { KeptRoom } from './kept-room.ts';

const BYTES = 64;
let file: string;
let opened: KeptRoom[];

function open(): KeptRoom {
  const room = KeptRoom.open(file, BYTES);
  opened.push(room);
  return room;
}

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'argosy-room-')), 'room');
  opened = [];
});
afterEach(() => {
  for (const room of opened) room.close();
  rmSync(join(file, '..'), { recursive: true });
});

test('room is taken at once, for its owner alone, and what goes into it is there for the next process', () => {
  const room = open();
  const { size, mode } = statSync(file);
  expect([size, mode & 0o777]).toEqual([BYTES, 0o600]);
  room.add('one\n');
  room.add('zwölf\n');
  expect(statSync(file).size).toBe(BYTES);
  room.close();
  const next = open();
  expect(next.text).toBe('one\nzwölf\n');
  next.add('more\n');
  expect(open().text).toBe('one\nzwölf\nmore\n');
});

test('what does not go into it is refused, and what is in it stays', () => {
  const room = open();
  room.add('x'.repeat(BYTES - 2));
  expect(() => room.add('abc')).toThrow('the disk of the data is full');
  room.add('ab');
  expect(open().text).toBe(`${'x'.repeat(BYTES - 2)}ab`);
});

test('it is as large as before once it was cleared', () => {
  const room = open();
  room.add('x'.repeat(BYTES));
  room.clear();
  expect([open().text, statSync(file).size]).toEqual(['', BYTES]);
  room.add('y'.repeat(BYTES));
});

test('one that was cut short takes its room anew', () => {
  open().add('kept\n');
  truncateSync(file, 5);
  expect([open().text, statSync(file).size]).toEqual(['kept\n', BYTES]);
});
