import { aBook, aBookChange } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BOOK_LEVELS_MAX, LevelBook } from './level-book.ts';

type Levels = readonly (readonly [number, number])[];

const plain = (book: LevelBook, side: 'bids' | 'asks', count = 10_001): Levels =>
  book.top(side, count).map(({ price, qty }) => [price, qty]);

function having(...updates: Parameters<typeof aBook>[0][]): LevelBook {
  const book = new LevelBook();
  book.apply(aBook({ bids: [], asks: [] }));
  for (const changes of updates) book.apply(aBookChange(changes));
  return book;
}

describe('a book of prices', () => {
  test('shows of each price what was told last, the best first', () => {
    const levels = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat({ max: 9 })), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(levels, fc.constantFrom('bids', 'asks'), (told, side) => {
        const book = having(...told.map((level) => ({ [side]: [level] })));
        const sorted = [...new Map(told)].filter(([, qty]) => qty > 0);
        const sign = side === 'bids' ? 1 : -1;
        expect(plain(book, side)).toEqual(sorted.toSorted(([a], [b]) => sign * (b - a)));
      }),
    );
  });

  test('begins anew with a snapshot', () => {
    const book = having({ bids: [[100, 5]], asks: [[102, 7]] });
    book.apply(aBook({ bids: [[99, 1]], asks: [] }));
    expect([plain(book, 'bids'), plain(book, 'asks')]).toEqual([[[99, 1]], []]);
  });

  test('passes over the changes of a book whose beginning it has not seen', () => {
    const book = new LevelBook();
    book.apply(aBookChange({ bids: [[100, 5]] }));
    expect(plain(book, 'bids')).toEqual([]);
  });

  test('gives its best prices as a quote while both sides have one', () => {
    const change = aBookChange({
      at: 7,
      bids: [
        [99, 2],
        [100, 5],
      ],
      asks: [[102, 7]],
    });
    const book = having({ bids: [[100, 5]] });
    expect(book.quoteAt(change)).toBe(null);
    book.apply(change);
    expect(book.quoteAt(change)).toMatchObject({
      kind: 'quote',
      eventAt: 7,
      bid: 100,
      ask: 102,
      bidQty: 5,
      askQty: 7,
    });
  });

  test('forgets the worst prices of more than it can hold', () => {
    const bids = Array.from({ length: BOOK_LEVELS_MAX + 2 }, (_, at) => [at + 1, 1] as const);
    const kept = plain(having({ bids }), 'bids');
    expect([kept.length, kept.at(-1)]).toEqual([BOOK_LEVELS_MAX, [3, 1]]);
  });
});
