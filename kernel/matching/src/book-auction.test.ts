import {
  Random,
  parseTimestamp,
  toCalendarId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { LevelBook, type OrderRequest } from 'argosy/domain';
import {
  VenueRig,
  aBook,
  aBookChange,
  aTrade,
  anInstrument,
  anOrderRequest,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { auctionOf } from './book-auction.ts';
import { VenueOrder } from './venue-order.ts';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const at = (time: string): number => unwrap(parseTimestamp(`2026-11-20T${time}+05:30`)).at;
const instruments = [anInstrument({ calendar: toCalendarId('NSE') })];
const second = toOrderId('0000TEST000002');
/** 20 wanted at 100.10 and 30 at 100.00; 25 offered at 99.90 and 10 at 100.10. */
const crossed = aBook({
  at: at('09:05:00'),
  bids: [
    [10_010, 20],
    [10_000, 30],
  ],
  asks: [
    [9_990, 25],
    [10_010, 10],
  ],
});
const rigOf = (): VenueRig =>
  new VenueRig({ instruments, fedBy: 'book', auctions: 'book' }).feed(crossed);
const fate = (rig: VenueRig, order?: string): readonly string[] =>
  rig.said(order).map((line) => line.replace(/ @\d+/u, ''));

describe('an auction that a recorded book settles', () => {
  test('leaves out what is for the close, and gives the others all there is', () => {
    const book = aBook({ at: at('09:02:00'), bids: [[9_900, 10]], asks: [[10_000, 50]] });
    const rig = new VenueRig({ instruments, fedBy: 'book', auctions: 'book' }).feed(book);
    rig.submit(anOrderRequest({ qty: toQuantity(50), tif: 'AT_CLOSE' }), at('09:03:00'));
    const ours = anOrderRequest({
      id: second,
      qty: toQuantity(50),
      terms: limit(10_100),
      tif: 'DAY',
    });
    rig.submit(ours, at('09:04:00')).runUntil(at('09:08:00'));
    expect([fate(rig, '0000TEST000001'), fate(rig, second)]).toEqual([
      ['accepted'],
      ['accepted', 'filled: 50 at 10000, taker'],
    ]);
  });

  test('has the price at which most trades with ours in it, as collecting ends', () => {
    const rig = rigOf().submit(anOrderRequest({ terms: limit(10_050) }), at('09:06:00'));
    rig.runUntil(at('09:07:59'));
    expect(fate(rig)).toEqual(['accepted']);
    // 30 are wanted from 100.10 up, 35 offered up to there: 30 trade.
    rig.runUntil(at('09:08:00'));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10010, taker']);
  });

  test('lets ours stand behind all that the book shows at its price', () => {
    const rig = rigOf().submit(anOrderRequest({ terms: limit(10_000) }), at('09:06:00'));
    rig.runUntil(at('09:08:00'));
    // 25 trade at 100.00: 20 of 100.10 come first, and 30 of 100.00 stand before ours.
    expect(fate(rig)).toEqual(['accepted']);
  });

  test('gives a market order its part first, and no trade printed of it fills more', () => {
    const market = anOrderRequest({ qty: toQuantity(40), terms: { type: 'market' } });
    const rig = rigOf().submit(market, at('09:06:00')).runUntil(at('09:08:00'));
    expect(fate(rig)).toEqual(['accepted', 'filled: 35 at 10010, taker']);
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_000, qty: 99 }));
    expect(fate(rig)).toHaveLength(2);
    rig.feed(aBookChange({ at: at('09:15:00'), bids: [[10_010, 0]], asks: [[9_990, 0]] }));
    expect(fate(rig).at(-1)).toBe('filled: 5 at 10010, taker');
  });

  test('ends an order that was for it alone', () => {
    const rig = rigOf().submit(
      anOrderRequest({ tif: 'AT_OPEN', qty: toQuantity(40) }),
      at('09:06:00'),
    );
    rig.runUntil(at('09:08:00'));
    expect(fate(rig).at(-1)).toBe('canceled: NOT_ENOUGH_SIZE');
  });

  test('is left to what is printed where the book does not cross', () => {
    const apart = aBook({ at: at('09:05:00'), bids: [[9_900, 5]], asks: [[10_100, 5]] });
    const rig = new VenueRig({ instruments, fedBy: 'book', auctions: 'book' }).feed(apart);
    rig.submit(anOrderRequest({ terms: limit(10_000) }), at('09:06:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 9_950, qty: 99 }));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 9950, taker']);
  });

  test('crosses orders of ours that meet with nobody else there', () => {
    const empty = aBook({ at: at('09:05:00'), bids: [], asks: [] });
    const rig = new VenueRig({ instruments, fedBy: 'book', auctions: 'book' }).feed(empty);
    rig.submit(anOrderRequest({ terms: limit(10_020) }), at('09:06:00'));
    rig.submit(anOrderRequest({ id: second, side: 'sell', terms: limit(10_000) }), at('09:06:30'));
    rig.runUntil(at('09:08:00'));
    expect([
      fate(rig, second).length,
      fate(rig).filter((line) => line.startsWith('filled')).length,
    ]).toEqual([2, 2]);
  });
});

const price = fc.integer({ min: 98, max: 102 });
const level = fc.tuple(price, fc.integer({ min: 1, max: 30 }));
const own = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  qty: fc.integer({ min: 1, max: 30 }).map(toQuantity),
  terms: fc.oneof(price.map(limit), fc.constant({ type: 'market' } as const)),
});

test('gives ours no more than trades, and none of a side while a better of ours goes without', () => {
  const levels = fc.array(level, { maxLength: 4 });
  fc.assert(
    fc.property(levels, levels, fc.array(own, { maxLength: 6 }), (bids, asks, given) => {
      const book = new LevelBook();
      book.apply(aBook({ bids, asks }));
      const ours = given.map((changes: Partial<OrderRequest>) => {
        return new VenueOrder(anOrderRequest(changes), toTimestamp(0), Random.fromSeed(1));
      });
      const auction = auctionOf(book, ours, 100);
      if (auction === null) return;
      const { allotted, equilibrium } = auction;
      for (const sign of [1, -1] as const) {
        const side = ours.filter((order) => order.sign === sign);
        const got = side.map((order) => allotted.get(order) ?? 0);
        expect(got.reduce((sum, qty) => sum + qty, 0)).toBeLessThanOrEqual(equilibrium.volume);
        for (const [place, order] of side.entries()) {
          const worst = order.limit ?? sign * Number.POSITIVE_INFINITY;
          if (sign * (worst - equilibrium.price) < 0) expect(got[place]).toBe(0);
          const isShort = (got[place] ?? 0) < order.qty;
          const worse = side.filter(
            (other) => sign * ((other.limit ?? sign * Infinity) - worst) < 0,
          );
          if (isShort) expect(worse.filter((other) => (allotted.get(other) ?? 0) > 0)).toEqual([]);
        }
      }
    }),
  );
});
