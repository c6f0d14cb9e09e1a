import { describe, expect, test } from 'vitest';

import { gridSearch, randomSearch, type Search } from './search-space.ts';

const space = { fast: { from: 5, to: 15, step: 5 }, slow: [10, 20], kind: ['sma', 'ema'] } as const;
const isFine = ({ fast, slow }: { readonly fast: number; readonly slow: number }): boolean =>
  fast < slow;

describe('a grid', () => {
  test('has each combination once, the last parameter changing fastest', () => {
    const search = gridSearch(space);
    const all = Array.from({ length: search.size }, (_, trial) => search.valuesAt(trial));
    expect(search.size).toBe(12);
    expect(all.slice(0, 3)).toEqual([
      { fast: 5, slow: 10, kind: 'sma' },
      { fast: 5, slow: 10, kind: 'ema' },
      { fast: 5, slow: 20, kind: 'sma' },
    ]);
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(12);
  });

  test('leaves out what is not fine', () => {
    const search = gridSearch(space, isFine);
    const all = Array.from({ length: search.size }, (_, trial) => search.valuesAt(trial));
    expect(all.every(isFine)).toBe(true);
    expect(search.size).toBe(8);
  });
});

const allOf = (search: Search): unknown[] =>
  Array.from({ length: search.size }, (_, trial) => search.valuesAt(trial));
const different = (of: readonly unknown[]): number =>
  new Set(of.map((values) => JSON.stringify(values))).size;

describe('a search by chance', () => {
  const wide = { x: { from: 1, to: 9_999 }, y: { from: 1, to: 9_999 } } as const;

  test.each([space, wide])('draws each trial from the seed and its own number', (of) => {
    const [one, same, other] = ['a', 'a', 'b'].map((seed) => randomSearch(of, { count: 9, seed }));
    const drawn = (search = one): unknown[] =>
      Array.from({ length: 9 }, (_, at) => search?.valuesAt(8 - at)).toReversed();
    expect(drawn(same)).toEqual(drawn(one));
    expect(drawn(other)).not.toEqual(drawn(one));
    expect(different(drawn())).toBe(9);
  });

  test('draws no combination twice, and of a space that has fewer all of them', () => {
    const all = randomSearch(space, { count: 500, seed: 'a' });
    expect(all.size).toBe(12);
    expect(different(allOf(all))).toBe(12);
    const fine = randomSearch(space, { count: 500, seed: 'a' }, isFine);
    expect(fine.size).toBe(8);
    expect(different(allOf(fine))).toBe(8);
    const most = { x: { from: 1, to: 300 }, y: { from: 1, to: 400 } } as const;
    expect(different(allOf(randomSearch(most, { count: 14_000, seed: 'a' })))).toBe(14_000);
  });

  test('draws again where what it drew is not fine or was drawn, and gives up where nothing is', () => {
    const isLow = ({ x }: { readonly x: number }): boolean => x < 10;
    const low = randomSearch(wide, { count: 30, seed: 'a' }, isLow);
    expect(allOf(low).every((values) => isLow(values as { x: number }))).toBe(true);
    expect(() => randomSearch(wide, { count: 1, seed: '' }, () => false)).toThrow('were not fine');
    const two = ({ x, y }: { readonly x: number; readonly y: number }): boolean => x < 10 && y < 10;
    expect(() => randomSearch(wide, { count: 90, seed: '' }, two)).toThrow('drawn before');
    expect(() => randomSearch(space, { count: 1, seed: '' }, () => false)).toThrow('is fine');
  });

  test.each([0, 1.5, NaN, 1e9])('is refused with %d trials', (count) => {
    expect(() => randomSearch(space, { count, seed: '' })).toThrow(`${count} trials`);
  });
});

test.each([
  [{}, 'no parameter'],
  [{ x: [] }, 'x has no value'],
  [{ x: [5, 6, 5] }, 'x has 5 twice'],
  [{ x: ['5', 'a', 'a'] }, 'x has "a" twice'],
  [{ x: { from: 2, to: 1 } }, 'x from 2 to 1'],
  [{ x: { from: 1, to: 2, step: 0 } }, 'by 0'],
  [{ x: { from: 0.5, to: 2 } }, 'x from 0.5'],
  [{ x: { from: 0, to: 1e9 } }, 'x from 0'],
  [{ x: { from: 1, to: 9_999 }, y: { from: 1, to: 9_999 } }, 'trials, expected'],
])('a space is refused: %o', (bad, message) => {
  expect(() => gridSearch(bad)).toThrow(message);
});

test.each([-1, 12, 0.5, NaN])('there is no trial %d', (trial) => {
  expect(() => gridSearch(space).valuesAt(trial)).toThrow('there is no trial');
});
