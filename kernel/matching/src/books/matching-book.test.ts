import { describe, expect, test } from 'vitest';

import type { BookListener, BookOrder, SelfTradePolicy } from './book-face.ts';
import { MatchingBook } from './matching-book.ts';

type Changes = Partial<BookOrder>;

class Rig implements BookListener {
  readonly said: string[] = [];
  readonly book: MatchingBook;
  #id = 0;

  constructor(selfTrade: SelfTradePolicy = 'none') {
    this.book = new MatchingBook(selfTrade, this);
  }

  buy(price: number, qty: number, changes: Changes = {}): number {
    return this.#submit({ sign: 1, price, qty, ...changes });
  }

  sell(price: number, qty: number, changes: Changes = {}): number {
    return this.#submit({ sign: -1, price, qty, ...changes });
  }

  /** What it said since it was last asked. */
  heard(): readonly string[] {
    return this.said.splice(0);
  }

  rested(id: number, price: number, shown: number): void {
    this.said.push(`${id} rests: ${shown} at ${price}`);
  }

  traded(maker: number, taker: number, price: number, qty: number): void {
    this.said.push(`${taker} takes ${qty} of ${maker} at ${price}`);
  }

  reduced(id: number, left: number): void {
    this.said.push(`${id} reduced to ${left}`);
  }

  filled(id: number): void {
    this.said.push(`${id} filled`);
  }

  ended(id: number, left: number, why: string): void {
    this.said.push(`${id} ends with ${left}: ${why}`);
  }

  #submit(changes: Pick<BookOrder, 'sign' | 'price' | 'qty'> & Changes): number {
    const id = (this.#id += 1);
    const peak = Number.POSITIVE_INFINITY;
    const refusal = this.book.submit({ id, tif: 'rest', peak, owner: 0, ...changes });
    if (refusal !== null) this.said.push(`${id} refused: ${refusal}`);
    return id;
  }
}

describe('a matching book', () => {
  test('trades at the price of who waited, the best first and at a price the first', () => {
    const rig = new Rig();
    rig.sell(102, 5);
    rig.sell(101, 5);
    rig.sell(101, 5);
    rig.heard();
    rig.buy(102, 12);
    expect(rig.heard()).toEqual([
      '4 takes 5 of 2 at 101',
      '2 filled',
      '4 takes 5 of 3 at 101',
      '3 filled',
      '4 takes 2 of 1 at 102',
      '4 filled',
    ]);
  });

  test('keeps what does not trade, at its limit', () => {
    const rig = new Rig();
    rig.sell(101, 5);
    rig.buy(101, 8);
    expect(rig.heard().at(-1)).toBe('2 rests: 3 at 101');
    expect(rig.book.resting.bids.bestPrice).toBe(101);
  });

  test('shows an iceberg piece by piece, each piece last in the queue', () => {
    const rig = new Rig();
    rig.sell(101, 10, { peak: 4 });
    rig.sell(101, 3);
    rig.heard();
    rig.buy(101, 9);
    expect(rig.heard()).toEqual([
      '3 takes 4 of 1 at 101',
      '1 rests: 4 at 101',
      '3 takes 3 of 2 at 101',
      '2 filled',
      '3 takes 2 of 1 at 101',
      '3 filled',
    ]);
  });

  test('fills whole or not at all where the order says so, counting what icebergs hide', () => {
    const rig = new Rig();
    rig.sell(101, 10, { peak: 4 });
    rig.heard();
    rig.buy(101, 11, { tif: 'whole' });
    expect(rig.heard()).toEqual(['2 ends with 11: unfilled']);
    rig.buy(101, 10, { tif: 'whole' });
    expect(rig.heard().at(-1)).toBe('3 filled');
  });

  test.each(['cancelNewest', 'cancelBoth', 'decrement'] as const)(
    'what hides comes behind an own order of that price, and makes nothing whole: %s',
    (selfTrade) => {
      const rig = new Rig(selfTrade);
      rig.sell(101, 10, { peak: 2, owner: 7 });
      rig.sell(101, 3, { owner: 9 });
      rig.heard();
      rig.buy(101, 3, { tif: 'whole', owner: 9 });
      expect(rig.heard()).toEqual(['3 ends with 3: unfilled']);
      rig.buy(101, 2, { tif: 'whole', owner: 9 });
      expect(rig.heard().at(-1)).toBe('4 filled');
    },
  );

  test('takes at any price what is to go at once, and drops the rest', () => {
    const rig = new Rig();
    rig.buy(90, 5);
    rig.heard();
    rig.sell(Number.NEGATIVE_INFINITY, 7, { tif: 'immediate' });
    expect(rig.heard()).toEqual(['2 takes 5 of 1 at 90', '1 filled', '2 ends with 2: unfilled']);
  });

  test('refuses an order that may only wait and would trade, and lets a price away pass', () => {
    const rig = new Rig();
    rig.sell(101, 5);
    rig.heard();
    rig.buy(101, 1, { tif: 'post' });
    rig.buy(100, 1, { tif: 'post' });
    expect(rig.heard()).toEqual(['2 refused: WOULD_TAKE', '3 rests: 1 at 100']);
  });

  test.each<[string, Changes, string]>([
    ['no quantity', { qty: 0 }, 'BAD_QTY'],
    ['a part of one', { qty: 1.5 }, 'BAD_QTY'],
    ['nothing to show', { peak: 0 }, 'BAD_QTY'],
    ['a price that is none', { price: Number.NaN }, 'BAD_PRICE'],
    ['any price, to rest at', { price: Number.POSITIVE_INFINITY }, 'BAD_PRICE'],
    ['the other side’s any price', { price: -Infinity, tif: 'immediate' }, 'BAD_PRICE'],
    ['an id that rests here', { id: 1 }, 'ID_IN_USE'],
    ['an id that is no number', { id: 0.5 }, 'BAD_ID'],
  ])('refuses %s', (_, changes, refusal) => {
    const rig = new Rig();
    rig.buy(99, 1);
    rig.heard();
    const id = changes.id ?? 2;
    const order: BookOrder = { id, sign: 1, price: 99, qty: 1, tif: 'rest', peak: 1, owner: 0 };
    expect(rig.book.submit({ ...order, ...changes })).toBe(refusal);
    expect(rig.heard()).toEqual([]);
    expect(rig.book.resting.size).toBe(1);
  });

  test('lets an order that becomes smaller keep its place, and no other amendment', () => {
    const rig = new Rig();
    const first = rig.sell(101, 5);
    const second = rig.sell(101, 5);
    rig.heard();
    rig.book.amend(first, { price: 101, left: 2 });
    rig.buy(101, 1);
    expect(rig.heard()).toContain(`3 takes 1 of ${first} at 101`);
    rig.book.amend(first, { price: 101, left: 3 });
    rig.buy(101, 1);
    expect(rig.heard()).toContain(`4 takes 1 of ${second} at 101`);
  });

  test('trades an order that is amended through the market', () => {
    const rig = new Rig();
    const bid = rig.buy(99, 5);
    rig.sell(101, 5);
    rig.heard();
    rig.book.amend(bid, { price: 101, left: 6 });
    expect(rig.heard()).toEqual(['1 takes 5 of 2 at 101', '2 filled', '1 rests: 1 at 101']);
  });

  test('keeps the piece of an iceberg that is amended', () => {
    const rig = new Rig();
    const iceberg = rig.buy(99, 10, { peak: 4 });
    rig.book.amend(iceberg, { price: 98, left: 20 });
    expect(rig.heard().at(-1)).toBe('1 rests: 4 at 98');
  });

  test.each([
    ['of an order that is not there', 7, { price: 99, left: 1 }, 'NOT_IN_BOOK'],
    ['to nothing', 1, { price: 99, left: 0 }, 'BAD_QTY'],
    ['to a price that is none', 1, { price: 0.5, left: 1 }, 'BAD_PRICE'],
  ] as const)('refuses an amendment %s', (_, id, amendment, refusal) => {
    const rig = new Rig();
    rig.buy(99, 1);
    expect(rig.book.amend(id, amendment)).toBe(refusal);
    expect(rig.book.resting.bids.bestPrice).toBe(99);
  });

  test('cancels once', () => {
    const rig = new Rig();
    const id = rig.buy(99, 10, { peak: 4 });
    rig.heard();
    expect([rig.book.cancel(id), rig.book.cancel(id)]).toEqual([null, 'NOT_IN_BOOK']);
    expect(rig.heard()).toEqual(['1 ends with 10: canceled']);
  });
});
