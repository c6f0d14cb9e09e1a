import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { KeptCells } from './kept-cells.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = (digit: string): string => digit.repeat(64);
const identity = { 'a.yaml': hash('1'), 'helper.ts': hash('2'), bars: hash('3') };
const place = (changes: object = {}): ConstructorParameters<typeof KeptCells>[0] => ({
  folder,
  name: 'trials.bin',
  identity: { ...identity, ...changes },
  width: 2,
});
const cells = (...of: number[]): Float64Array => Float64Array.from(of);

test('rows that have run are taken back, those under way run again', () => {
  new KeptCells(place(), cells(1, 2, 3, NaN, NaN, NaN, 7, 8)).keep();
  const back = cells(NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN);
  expect(new KeptCells(place(), back).take()).toBe(2);
  expect(back).toEqual(cells(1, 2, NaN, NaN, NaN, NaN, 7, 8));
});

test('are kept now and then while threads fill them, however long each time takes', () => {
  let now = 0;
  const shared = new Float64Array(new SharedArrayBuffer(16)).fill(NaN);
  const kept = new KeptCells(place(), shared, () => now);
  const taken = (): number => new KeptCells(place(), cells(NaN, NaN)).take();
  kept.keepInTime();
  expect(existsSync(join(folder, 'trials.bin'))).toBe(false);
  shared.set([1, 2]);
  now = 5_000;
  kept.keepInTime();
  expect(taken()).toBe(1);
  rmSync(join(folder, 'trials.bin'));
  now = 9_999;
  kept.keepInTime();
  expect(taken()).toBe(0);
  now = 10_000;
  kept.keepInTime();
  expect(taken()).toBe(1);
});

test('what another search has left is refused by the name of what is not the same', () => {
  new KeptCells(place(), cells(1, 2)).keep();
  const take = (changes: object): unknown => new KeptCells(place(changes), cells(0, 0)).take();
  expect(() => take({ 'helper.ts': hash('9') })).toThrow(
    'not the same are: helper.ts; give another',
  );
  expect(() => take({ 'more.ts': hash('9'), bars: hash('4') })).toThrow('bars, more.ts');
  expect(() => take({ terms: 'tested 2' })).toThrow('not the same are: terms; give');
  new KeptCells(place({ terms: 'tested 1' }), cells(1, 2)).keep();
  expect(() => take({ terms: 'tested 2' })).toThrow('terms (tested 1 there, tested 2 here); give');
  new KeptCells(place(), cells(1, 2)).keep();
  expect(() => new KeptCells(place(), cells(0)).take()).toThrow('not the same are: its size');
  const path = join(folder, 'trials.bin');
  writeFileSync(path, readFileSync(path).subarray(5));
  expect(() => take({})).toThrow('not the same are: its form');
});
