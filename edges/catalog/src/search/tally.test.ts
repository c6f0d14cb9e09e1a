import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Tally } from './tally.ts';

const byRow = (one: number, other: number): number => one - other;

test('keeps the best that is said of a row', () => {
  const tally = new Tally(3);
  tally.clear();
  tally.add(1, 0.5, 0);
  tally.add(2, 0.7, 0);
  tally.add(1, 0.9, 4);
  tally.add(1, 0.1, 0);
  expect(tally.size).toBe(2);
  expect(tally.best()).toBe(0.9);
  expect(tally.top(10, byRow)).toEqual([1, 2]);
});

test('among equal scores the lower rank is first, then the given order', () => {
  const tally = new Tally(4);
  tally.clear();
  for (const [row, rank] of [
    [3, 1],
    [2, 0],
    [1, 0],
  ] as const)
    tally.add(row, 1, rank);
  expect(tally.top(10, byRow)).toEqual([1, 2, 3]);
});

test('forgets all when it is cleared', () => {
  const tally = new Tally(2);
  tally.clear();
  tally.add(0, 1, 0);
  tally.clear();
  expect(tally.size).toBe(0);
  expect(tally.best()).toBe(0);
  expect(tally.top(5, byRow)).toEqual([]);
  tally.add(0, 0.2, 0);
  expect(tally.best()).toBe(0.2);
});

test('gives the first of what sorting all would give', () => {
  const said = fc.array(fc.tuple(fc.nat(30), fc.nat(5), fc.nat(3)), { maxLength: 200 });
  fc.assert(
    fc.property(said, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const tally = new Tally(31);
      tally.clear();
      const best = new Map<number, readonly [number, number]>();
      for (const [row, score, rank] of all) {
        tally.add(row, score, rank);
        const [known = -1, knownRank = 0] = best.get(row) ?? [];
        if (score > known || (score === known && rank < knownRank)) best.set(row, [score, rank]);
      }
      const sorted = [...best].toSorted(
        ([one, [score, rank]], [other, [otherScore, otherRank]]) =>
          otherScore - score || rank - otherRank || one - other,
      );
      expect(tally.top(most, byRow)).toEqual(sorted.slice(0, most).map(([row]) => row));
    }),
  );
});
