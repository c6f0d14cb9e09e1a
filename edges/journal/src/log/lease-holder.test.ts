import { hostname } from 'node:os';
import process from 'node:process';

import { expect, test } from 'vitest';

import { formatHolder, isAlive, readHolder, thisProcess } from './lease-holder.ts';

test('this process is alive', () => {
  expect(isAlive(thisProcess())).toBe(true);
});

test('a process that is gone is not', () => {
  expect(isAlive({ ...thisProcess(), pid: 2 ** 22 + 1 })).toBe(false);
});

test('one that has the number of a process that is gone is told by its start', () => {
  expect(isAlive({ pid: process.ppid, host: hostname(), started: '1' })).toBe(false);
});

test('of another machine it is not known, so it may be alive', () => {
  expect(isAlive({ ...thisProcess(), host: 'elsewhere' })).toBe(true);
});

test('a holder is read as it was written, and nothing less', () => {
  const holder = thisProcess();
  expect(readHolder(formatHolder(holder))).toEqual(holder);
  expect(readHolder(formatHolder({ ...holder, started: '' }))).toEqual({ ...holder, started: '' });
  expect(readHolder('12-34-')).toBeNull();
  expect(readHolder('lease')).toBeNull();
});
