import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toStrategyId, toTimestamp } from 'argosy/core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { WishFile } from './wish-file.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-wishes-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the last wish for each strategy is there for the next start', async () => {
  const file = join(folder, 'strategies.json');
  const wish = { strategy: toStrategyId('one'), by: 'u-1', at: toTimestamp(7) };
  const before = new WishFile(file);
  expect(await before.load()).toEqual([]);
  await before.save({ ...wish, wanted: 'stopped' });
  await before.save({ ...wish, strategy: toStrategyId('two'), wanted: 'stopped' });
  await before.save({ ...wish, wanted: 'started' });
  expect(await new WishFile(file).load()).toEqual([
    { ...wish, wanted: 'started' },
    { ...wish, strategy: 'two', wanted: 'stopped' },
  ]);
});

test('a draft that was under way when the power went is not read, and is written over whole', async () => {
  const file = join(folder, 'strategies.json');
  const wish = { strategy: toStrategyId('one'), by: 'u-1', at: toTimestamp(7) } as const;
  writeFileSync(`${file}.new`, '[{"strategy":"other"}]'.padEnd(20_000, 'x'));
  const wishes = new WishFile(file);
  expect(await wishes.load()).toEqual([]);
  await wishes.save({ ...wish, wanted: 'stopped' });
  expect(await new WishFile(file).load()).toEqual([{ ...wish, wanted: 'stopped' }]);
});

test('room for the next wish is taken before it comes', async () => {
  const file = join(folder, 'strategies.json');
  const wishes = new WishFile(file);
  await wishes.load();
  const before = statSync(`${file}.new`).size;
  await wishes.save({
    strategy: toStrategyId('one'),
    by: 'u',
    at: toTimestamp(7),
    wanted: 'stopped',
  });
  expect([before, statSync(file).size, statSync(`${file}.new`).size]).toEqual([
    16_384, 16_384, 16_384,
  ]);
});

test('a file of something else is refused: nobody guesses what is to run', async () => {
  const file = join(folder, 'strategies.json');
  writeFileSync(file, '{}');
  await expect(async () => new WishFile(file).load()).rejects.toThrow('is no list');
});
