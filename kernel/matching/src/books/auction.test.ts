import { toPrice, toQuantity } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BookListener, BookOrder } from './book-face.ts';
import { indicateAuction } from './equilibrium.ts';
import { MatchingBook } from './matching-book.ts';

type Order = Pick<BookOrder, 'sign' | 'price' | 'qty'> & { readonly peak?: number };
type Trade = readonly [seller: number, buyer: number, price: number, qty: number];

const ANY = Number.POSITIVE_INFINITY;

class Tape implements BookListener {
  readonly trades: Trade[] = [];
  readonly ends: string[] = [];

  traded(...trade: Trade): void {
    this.trades.push(trade);
  }

  ended(id: number, left: number, why: string): void {
    this.ends.push(`${id} ends with ${left}: ${why}`);
  }

  rested(): void {}
  reduced(): void {}
  filled(): void {}
}

/** A book that has collected orders; their ids count from 1. */
function collecting(orders: readonly Order[]): {
  readonly book: MatchingBook;
  readonly tape: Tape;
} {
  const tape = new Tape();
  const book = new MatchingBook('none', tape);
  book.collect();
  for (const [at, { peak = ANY, ...order }] of orders.entries()) {
    expect(book.submit({ id: at + 1, tif: 'rest', peak, owner: 0, ...order })).toBeNull();
  }
  return { book, tape };
}

const buy = (price: number, qty: number): Order => ({ sign: 1, price, qty });
const sell = (price: number, qty: number): Order => ({ sign: -1, price, qty });

/** A book of a textbook: most trades at 101, where 500 meet 450. */
const textbook = [
  buy(103, 100),
  buy(102, 200),
  buy(101, 200),
  buy(100, 400),
  sell(99, 150),
  sell(100, 100),
  sell(101, 200),
  sell(102, 300),
];

const orders = fc.array(
  fc
    .record({
      sign: fc.constantFrom<(1 | -1)[]>(1, -1),
      price: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 95, max: 105 }) },
        { weight: 1, arbitrary: fc.constant(ANY) },
      ),
      qty: fc.integer({ min: 1, max: 30 }),
      peak: fc.oneof(fc.constant(ANY), fc.integer({ min: 1, max: 5 })),
    })
    .map(({ sign, price, ...rest }): Order => {
      return { sign, price: price === ANY ? sign * ANY : price, ...rest };
    }),
  { maxLength: 25 },
);

/** What a price would trade, asked of the orders one by one. */
function weigh(
  given: readonly Order[],
  price: number,
): readonly [volume: number, imbalance: number] {
  const sum = (sign: 1 | -1): number =>
    given
      .filter((order) => order.sign === sign && sign * (order.price - price) >= 0)
      .reduce((total, { qty }) => total + qty, 0);
  return [Math.min(sum(1), sum(-1)), sum(1) - sum(-1)];
}

describe('an auction', () => {
  test('trades where most does, all at one price, the best and the first before the others', () => {
    const { book, tape } = collecting(textbook);
    expect(book.uncross(100, 'cancel')).toEqual({ price: 101, volume: 450, imbalance: 50 });
    expect(tape.trades).toEqual([
      [5, 1, 101, 100],
      [5, 2, 101, 50],
      [6, 2, 101, 100],
      [7, 2, 101, 50],
      [7, 3, 101, 150],
    ]);
    expect([book.resting.bids.bestPrice, book.resting.asks.bestPrice]).toEqual([101, 102]);
  });

  test('says before it ends what it would come to, and changes nothing', () => {
    const { book, tape } = collecting(textbook);
    expect(book.indicate(100)).toEqual({ price: 101, volume: 450, imbalance: 50 });
    expect([tape.trades, book.resting.size]).toEqual([[], 8]);
  });

  test.each([
    ['the nearest to the reference', 99, 99],
    ['the reference where it lies between', 100, 100],
    ['the other one where that is nearer', 102, 101],
  ])('takes of prices that trade as much %s', (_, reference, price) => {
    const { book } = collecting([buy(101, 10), sell(99, 10)]);
    expect(book.uncross(reference, 'cancel')).toEqual({ price, volume: 10, imbalance: 0 });
  });

  test('gives orders at any price the first place, and the reference where there are only such', () => {
    const { book, tape } = collecting([buy(100, 5), buy(ANY, 5), sell(-ANY, 7)]);
    expect(book.uncross(98, 'cancel')).toMatchObject({ price: 100, volume: 7 });
    expect(tape.trades.map(([, buyer, , qty]) => [buyer, qty])).toEqual([
      [2, 5],
      [1, 2],
    ]);
    expect(collecting([buy(ANY, 5), sell(-ANY, 7)]).book.uncross(98, 'cancel')).toEqual({
      price: 98,
      volume: 5,
      imbalance: -2,
    });
  });

  test('cancels what wanted any price and is left, or lets it rest at the price of the auction', () => {
    const given = [buy(ANY, 8), sell(100, 5)];
    const canceled = collecting(given);
    canceled.book.uncross(99, 'cancel');
    expect(canceled.tape.ends).toEqual(['1 ends with 3: unfilled']);
    const resting = collecting(given).book;
    resting.uncross(99, 'rest');
    expect([resting.resting.bids.bestPrice, resting.resting.size]).toEqual([100, 1]);
    const alone = collecting([buy(ANY, 8)]).book;
    expect(alone.uncross(99, 'rest')).toBeNull();
    expect(alone.resting.bids.bestPrice).toBe(99);
  });

  test('takes only orders that rest while it collects, and the book matches again after it', () => {
    const { book, tape } = collecting([sell(100, 5)]);
    const order = { id: 9, sign: 1, price: 100, qty: 5, peak: ANY, owner: 0 } as const;
    expect(book.submit({ ...order, tif: 'immediate' })).toBe('AUCTION');
    book.uncross(100, 'cancel');
    expect(book.submit({ ...order, tif: 'immediate' })).toBeNull();
    expect(tape.trades).toEqual([[1, 9, 100, 5]]);
  });

  test('finds what asking of every price finds, and leaves a book that does not cross', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 94, max: 106 }), (given, reference) => {
        const { book, tape } = collecting(given);
        const found = book.uncross(reference, 'cancel');
        const all = Array.from({ length: 11 }, (_, at) => weigh(given, 95 + at));
        const most = Math.max(weigh(given, reference)[0], ...all.map(([volume]) => volume));
        expect(found?.volume ?? 0).toBe(most);
        if (found !== null) {
          const [volume, imbalance] = weigh(given, found.price);
          expect([found.volume, found.imbalance]).toEqual([volume, imbalance]);
          const limits = given.filter(({ price }) => Number.isFinite(price));
          const least = limits.map(({ price }) => weigh(given, price));
          const left = least
            .filter(([other]) => other === volume)
            .map(([, over]) => Math.abs(over));
          expect(Math.abs(imbalance)).toBeLessThanOrEqual(Math.min(ANY, ...left));
        }
        expect(tape.trades.reduce((sum, [, , , qty]) => sum + qty, 0)).toBe(most);
        expect(tape.trades.every(([, , price]) => price === found?.price)).toBe(true);
        const { bids, asks } = book.resting;
        expect(bids.bestPrice >= asks.bestPrice).toBe(false);
      }),
    );
  });
});

test('what a book shows while orders are collected says what the auction would come to', () => {
  const level = (price: number, qty: number) => ({ price: toPrice(price), qty: toQuantity(qty) });
  const bids = [level(102, 10), level(100, 5)];
  expect(indicateAuction({ bids, asks: [level(99, 4), level(101, 8)] }, 100)).toEqual({
    price: 101,
    volume: 10,
    imbalance: -2,
  });
  expect(indicateAuction({ bids, asks: [level(103, 4)] }, 100)).toBeNull();
});
