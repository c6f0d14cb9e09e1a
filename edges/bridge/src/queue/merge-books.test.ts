import { BOOK_LEVELS_MAX, LevelBook, type BookUpdate } from 'argosy/domain';
import { aBook, aBookChange } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { mergeBooks } from './merge-books.ts';

const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.nat(3)), { maxLength: 150 });
const update = fc
  .record({ bids: levels, asks: levels, isSnapshot: fc.boolean() })
  .map(({ isSnapshot, ...sides }) => (isSnapshot ? aBook(sides) : aBookChange(sides)));

const after = (updates: readonly BookUpdate[]) => {
  const book = new LevelBook();
  for (const each of updates) book.apply(each);
  return [book.top('bids', 1000), book.top('asks', 1000)];
};

test('a book that takes updates merged is as one that takes each', () => {
  fc.assert(
    fc.property(fc.array(update, { minLength: 1, maxLength: 6 }), (updates) => {
      const [first, ...others] = updates;
      if (first === undefined) return;
      const merged = others.reduce(mergeBooks, first);
      expect(after([aBook(), merged])).toEqual(after([aBook(), ...updates]));
    }),
  );
});

test('what is merged has the place in time of the later one', () => {
  const merged = mergeBooks(aBook({ availableAt: 1 }), aBookChange({ availableAt: 2 }));
  expect(merged).toMatchObject({ availableAt: 2, isSnapshot: true });
});

test('it names so many prices and no more', () => {
  const wide = (from: number) =>
    aBookChange({ bids: Array.from({ length: BOOK_LEVELS_MAX }, (_, n) => [from + n, 1]) });
  expect(mergeBooks(wide(1), wide(5_000)).bids).toHaveLength(BOOK_LEVELS_MAX);
});
