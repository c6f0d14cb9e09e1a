import { describe, expect, test } from 'vitest';

import { gridSearch, randomSearch } from './search-space.ts';

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

describe('a search by chance', () => {
  test('draws each trial from the seed and its own number', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((seed) =>
      randomSearch(space, { count: 40, seed }),
    );
    const drawn = (search = one): unknown[] =>
      Array.from({ length: 40 }, (_, at) => search?.valuesAt(39 - at)).toReversed();
    expect(drawn(same)).toEqual(drawn(one));
    expect(drawn(other)).not.toEqual(drawn(one));
    expect(new Set(drawn().map((values) => JSON.stringify(values))).size).toBe(12);
  });

  test('draws again where what it drew is not fine, and gives up where nothing is', () => {
    const fine = randomSearch(space, { count: 50, seed: 1 + '' }, isFine);
    expect(Array.from({ length: 50 }, (_, at) => isFine(fine.valuesAt(at))).every(Boolean)).toBe(
      true,
    );
    const none = randomSearch(space, { count: 1, seed: '' }, () => false);
    expect(() => none.valuesAt(0)).toThrow('were not fine');
  });

  test.each([0, 1.5, NaN, 1e9])('is refused with %d trials', (count) => {
    expect(() => randomSearch(space, { count, seed: '' })).toThrow(`${count} trials`);
  });
});

test.each([
  [{}, 'no parameter'],
  [{ x: [] }, 'x has no value'],
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
