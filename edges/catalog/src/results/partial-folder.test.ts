import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { makePartial, removeLeftovers } from './partial-folder.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'partial-folder-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** No process can have it: ids are smaller on every system. */
const goneId = 2 ** 30;
const machine = hostname().replaceAll(/[^A-Za-z0-9.]/g, '_');

it('removes what a process that is gone left on this machine, with all that is in it', () => {
  const left = join(dir, `.partial-${machine}-${goneId}-abcdef`);
  mkdirSync(left);
  writeFileSync(join(left, 'fills.csv'), 'half');
  removeLeftovers(dir);
  expect(readdirSync(dir)).toEqual([]);
});

it('leaves what is under way, what is of another machine, and what is not its own', () => {
  makePartial(dir);
  const own = readdirSync(dir);
  const others = [`.partial-other.host-${goneId}-abcdef`, '.partial-notes', 'results'];
  for (const name of others) mkdirSync(join(dir, name));
  removeLeftovers(dir);
  expect(readdirSync(dir).sort()).toEqual([...own, ...others].sort());
});

it('gives each run a folder of its own', () => {
  expect(makePartial(dir)).not.toBe(makePartial(dir));
});
