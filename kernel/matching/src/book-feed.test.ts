import { toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { BookUpdate, OrderRequest } from 'argosy/domain';
import {
  oneTickSlippage,
  patientQueue,
  proportionalQueue,
  volumeLimitedFills,
} from 'argosy/matching';
import {
  VenueRig,
  aBook,
  aBookChange,
  aStatus,
  aTrade,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const rigOf = (options: RigOptions = {}): VenueRig => new VenueRig({ fedBy: 'book', ...options });
const order = (qty: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ qty: toQuantity(qty), ...changes });
const second = toOrderId('0000TEST000002');

/** Asks 100.05, 100.10 and 100.20; bids 100.00 and 99.90. */
const bookAt = (at: number): BookUpdate =>
  aBook({
    at,
    asks: [
      [10_005, 4],
      [10_010, 6],
      [10_020, 50],
    ],
    bids: [
      [10_000, 30],
      [9_990, 20],
    ],
  });
const book = bookAt(1);

describe('an order that takes from a recorded book', () => {
  test('takes price by price as much as each shows', () => {
    const rig = rigOf().feed(book).submit(order(12), 2).runUntil(2);
    expect(rig.said()).toEqual([
      'accepted @2',
      'filled @2: 4 at 10005, taker',
      'filled @2: 6 at 10010, taker',
      'filled @2: 2 at 10020, taker',
    ]);
  });

  test('stops at its limit and rests there', () => {
    const rig = rigOf().feed(book);
    rig.submit(order(12, { terms: limit(10_010) }), 2).runUntil(2);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10005, taker',
      'filled @2: 6 at 10010, taker',
    ]);
    rig.feed(aBookChange({ at: 3, asks: [[10_010, 1]] }));
    expect(rig.said().at(-1)).toBe('filled @3: 1 at 10010, maker');
  });

  test('finds gone what we took, until the book tells that price again', () => {
    const rig = rigOf().feed(book).submit(order(4), 2);
    rig.submit(order(2, { id: second }), 3).runUntil(3);
    expect(rig.said(second).at(-1)).toBe('filled @3: 2 at 10010, taker');
    rig.feed(aBookChange({ at: 4, asks: [[10_005, 4]] }));
    rig.submit(order(2, { id: toOrderId('0000TEST000003') }), 5).runUntil(5);
    expect(rig.said('0000TEST000003').at(-1)).toBe('filled @5: 2 at 10005, taker');
  });

  test('finds all of it there again where the book begins anew', () => {
    const rig = rigOf().feed(book).submit(order(4), 2).feed(bookAt(3));
    rig.submit(order(2, { id: second }), 4).runUntil(4);
    expect(rig.said(second).at(-1)).toBe('filled @4: 2 at 10005, taker');
  });

  test('goes on with the next prices where the book was too thin for a market order', () => {
    const rig = rigOf().feed(book).submit(order(70), 2).runUntil(2);
    expect(rig.venue.openOrders()).toBe(1);
    rig.feed(aBookChange({ at: 3, asks: [[10_030, 10]] }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 10030, taker');
    expect(rig.venue.openOrders()).toBe(0);
  });

  test.each([
    ['IOC takes what is there', 'IOC', ['filled', 'filled', 'canceled']],
    ['FOK takes nothing', 'FOK', ['canceled']],
  ] as const)('and at once: %s', (_, tif, words) => {
    const rig = rigOf().feed(book);
    rig.submit(order(12, { tif, terms: limit(10_010) }), 2).runUntil(2);
    expect(rig.reports.slice(1).map(({ body }) => body.type)).toEqual(words);
  });

  test('and says of what it could not fill what there was within its limit', () => {
    const rig = rigOf().feed(book).submit(order(3), 2);
    rig.submit(order(8, { id: second, tif: 'FOK', terms: limit(10_010) }), 3).runUntil(3);
    expect(JSON.stringify(rig.reports.at(-1)?.body)).toContain('size 10, 3 of it taken');
  });

  test('fills whole where the prices within its limit are enough', () => {
    const rig = rigOf().feed(book);
    rig.submit(order(10, { tif: 'FOK', terms: limit(10_010) }), 2).runUntil(2);
    expect(rig.said().at(-1)).toBe('filled @2: 6 at 10010, taker');
  });

  test('takes its share of each price where the fill model says so', () => {
    const fills = volumeLimitedFills({ share: 0.5, roundToLot: true });
    const rig = rigOf({ fills }).feed(book).submit(order(6), 2).runUntil(2);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 2 at 10005, taker',
      'filled @2: 3 at 10010, taker',
      'filled @2: 1 at 10020, taker',
    ]);
  });

  test('slips from each price', () => {
    const rig = new VenueRig({ fedBy: 'book', fills: oneTickSlippage }).feed(book);
    rig.submit(order(5), 2).runUntil(2);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10010, taker',
      'filled @2: 1 at 10015, taker',
    ]);
  });

  test('waits where its side of the book is empty', () => {
    const rig = rigOf()
      .feed(aBook({ at: 1, asks: [] }))
      .submit(order(5), 2);
    rig.feed(aBookChange({ at: 3, asks: [[10_005, 9]] }));
    expect(rig.said()).toEqual(['accepted @2', 'filled @3: 5 at 10005, taker']);
  });

  test('is not triggered by a side that is empty', () => {
    const stop = { type: 'stopMarket', trigger: toPrice(10_010) } as const;
    const rig = rigOf()
      .feed(aBook({ at: 1 }))
      .submit(order(5, { terms: stop }), 2);
    rig.feed(aBookChange({ at: 3, asks: [[10_005, 0]] }));
    expect(rig.said()).toEqual(['accepted @2']);
    rig.feed(aBookChange({ at: 4, asks: [[10_010, 9]] }));
    expect(rig.said().at(-1)).toBe('filled @4: 5 at 10010, taker');
  });
});

describe('an order that waits in a recorded book', () => {
  /** Ten to buy at 100.00, behind the 30 that the book shows there. */
  const waiting = (options: RigOptions = {}): VenueRig => {
    const rig = rigOf(options).feed(book);
    return rig.submit(order(10, { terms: limit(10_000) }), 2).runUntil(2);
  };
  const sold = (at: number, qty: number, price = 10_000) =>
    aTrade({ at, qty, price, aggressor: 'sell' });

  test('is filled once what stood before it has traded', () => {
    const rig = waiting().feed(sold(3, 25), sold(4, 8), sold(5, 20));
    expect(rig.said()).toEqual([
      'accepted @2',
      'filled @4: 3 at 10000, maker',
      'filled @5: 7 at 10000, maker',
    ]);
  });

  test('is not reached by trades on the other side', () => {
    const rig = waiting().feed(aTrade({ at: 3, qty: 100, price: 10_000, aggressor: 'buy' }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('is reached by a trade of which nobody says who took', () => {
    const rig = waiting().feed(aTrade({ at: 3, qty: 32, price: 10_000 }));
    expect(rig.said().at(-1)).toBe('filled @3: 2 at 10000, maker');
  });

  test('is reached first by a trade past its limit', () => {
    const rig = waiting().feed(sold(3, 4, 9_995));
    expect(rig.said().at(-1)).toBe('filled @3: 4 at 10000, maker');
  });

  test('is filled by what is offered at its limit or below', () => {
    const rig = waiting().feed(
      aBookChange({
        at: 3,
        asks: [
          [9_995, 4],
          [10_000, 3],
        ],
      }),
    );
    expect(rig.said().slice(1)).toEqual([
      'filled @3: 4 at 10000, maker',
      'filled @3: 3 at 10000, maker',
    ]);
  });

  test.each([
    ['with a patient queue', patientQueue, 'accepted @2'],
    ['with a proportional one', proportionalQueue, 'filled @4: 5 at 10000, maker'],
  ])('moves up as others leave: %s', (_, queue, last) => {
    const other = aBookChange({ at: 2, bids: [[10_000, 60]] });
    const rig = waiting({ queue }).feed(other, aBookChange({ at: 3, bids: [[10_000, 20]] }));
    expect(rig.feed(sold(4, 15)).said().at(-1)).toBe(last);
  });

  test('stands behind no more than the book shows', () => {
    const rig = waiting().feed(aBookChange({ at: 3, bids: [[10_000, 5]] }), sold(4, 7));
    expect(rig.said().at(-1)).toBe('filled @4: 2 at 10000, maker');
  });

  test('does not move up twice for a trade that the book tells as well', () => {
    const queue = proportionalQueue;
    const rig = waiting({ queue }).feed(sold(3, 10), aBookChange({ at: 4, bids: [[10_000, 20]] }));
    expect(rig.feed(sold(5, 20)).said()).toEqual(['accepted @2']);
    expect(rig.feed(sold(6, 1)).said().at(-1)).toBe('filled @6: 1 at 10000, maker');
  });

  test('moves up by a book that begins anew', () => {
    const rig = waiting().feed(aBook({ at: 3, bids: [[10_000, 2]] }), sold(4, 5));
    expect(rig.said().at(-1)).toBe('filled @4: 3 at 10000, maker');
  });

  test('shares a trade with the next of ours behind it', () => {
    const rig = waiting().submit(order(10, { id: second, terms: limit(10_000) }), 3);
    rig.feed(sold(4, 45));
    expect(rig.said().filter((line) => line.startsWith('filled'))).toEqual([
      'filled @4: 10 at 10000, maker',
      'filled @4: 5 at 10000, maker',
    ]);
  });

  test('keeps its place for an amendment down and loses it for any other', () => {
    const request = order(10, { terms: limit(10_000) });
    const down = waiting().amend(request, { qty: 5 }, 3).feed(sold(4, 31));
    expect(down.said().at(-1)).toBe('filled @4: 1 at 10000, maker');
    const up = waiting().feed(sold(3, 29), aBookChange({ at: 3, bids: [[10_000, 9]] }));
    up.amend(request, { qty: 11 }, 4).feed(sold(5, 8));
    expect(up.said().at(-1)).toBe('updated @4');
  });

  test('is not filled while trading is halted', () => {
    const halted = aStatus({ at: 3, state: 'halted' });
    expect(waiting().feed(halted, sold(4, 100)).said()).toEqual(['accepted @2']);
  });

  test('leaves its queue with its cancel', () => {
    const request = order(10, { terms: limit(10_000) });
    const rig = waiting().cancel(request, 3).feed(sold(4, 100));
    expect(rig.said()).toEqual(['accepted @2', 'canceled @3']);
  });

  test('stands first at a price that shows nothing', () => {
    const rig = rigOf()
      .feed(book)
      .submit(order(10, { terms: limit(10_002) }), 2);
    rig.feed(sold(3, 4, 10_000));
    expect(rig.said().at(-1)).toBe('filled @3: 4 at 10002, maker');
  });
});
