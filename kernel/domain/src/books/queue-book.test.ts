import { toPrice, toQuantity } from 'argosy/core';
import { aQueueStep } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { BookUpdate, QueueChange } from '../market-data.ts';
import { BOOK_LEVELS_MAX } from './level-book.ts';
import { QueueBook } from './queue-book.ts';

const add = (order: number, price: number, qty: number): QueueChange => {
  return { action: 'add', order, side: 'buy', price: toPrice(price), qty: toQuantity(qty) };
};
const sized = (action: 'trade', order: number, qty: number): QueueChange => {
  return { action, order, qty: toQuantity(qty) };
};
const after = (
  ...changes: readonly QueueChange[]
): { book: QueueBook; last: BookUpdate | null } => {
  const book = new QueueBook();
  let last: BookUpdate | null = null;
  for (const change of changes) last = book.apply(aQueueStep({ change }));
  return { book, last };
};
const plain = ({ book }: { readonly book: QueueBook }) =>
  book.levels.top('bids', 9).map(({ price, qty }) => [price, qty]);

describe('a book of orders', () => {
  test('shows of a price what its orders have together', () => {
    expect(
      plain(after(add(1, 100, 5), add(2, 100, 3), add(3, 99, 1), sized('trade', 1, 2))),
    ).toEqual([
      [100, 6],
      [99, 1],
    ]);
  });

  test('tells the prices that an order moves, and that it begins', () => {
    const { last } = after(add(1, 100, 5));
    expect(last).toMatchObject({ kind: 'book', isSnapshot: true, bids: [{ price: 100, qty: 5 }] });
    const moved: QueueChange = {
      action: 'change',
      order: 1,
      price: toPrice(98),
      qty: toQuantity(4),
    };
    expect(after(add(1, 100, 5), moved).last).toMatchObject({
      isSnapshot: false,
      bids: [
        { price: 100, qty: 0 },
        { price: 98, qty: 4 },
      ],
      asks: [],
    });
  });

  test('forgets all of it where it begins anew', () => {
    const { book, last } = after(add(1, 100, 5), { action: 'clear' });
    expect(last).toMatchObject({ isSnapshot: true, bids: [], asks: [] });
    expect([plain({ book }), book.find(1)]).toEqual([[], undefined]);
  });

  test('an order that has traded whole, or is changed to nothing, is gone', () => {
    const none: QueueChange = {
      action: 'change',
      order: 1,
      price: toPrice(100),
      qty: toQuantity(0),
    };
    for (const change of [sized('trade', 1, 5), sized('trade', 1, 9), none]) {
      const { book } = after(add(1, 100, 5), change);
      expect([plain({ book }), book.find(1)]).toEqual([[], undefined]);
    }
  });

  test('knows every order, of more prices than a book of prices may show too', () => {
    const deepest = BOOK_LEVELS_MAX + 1;
    const adds = Array.from({ length: deepest }, (_, at) => add(at + 1, deepest - at, 5));
    const lessened = after(...adds, sized('trade', deepest, 2)).last;
    expect(lessened).toMatchObject({ bids: [{ price: 1, qty: 3 }] });
    const { book, last } = after(...adds, { action: 'remove', order: deepest });
    expect(last).toMatchObject({ bids: [{ price: 1, qty: 0 }] });
    expect(book.levels.bids.size).toBe(BOOK_LEVELS_MAX);
  });

  test.each([
    ['an order nobody knows', sized('trade', 9, 1)],
    ['an order that is there already', add(1, 50, 1)],
    ['an order of nothing', add(2, 50, 0)],
  ])('passes over %s', (_, change) => {
    expect(after(add(1, 100, 5), change).last).toBeNull();
  });
});
