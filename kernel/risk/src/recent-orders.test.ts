import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { RecentOrders } from './recent-orders.ts';

const sentAt = toTimestamp(100);

function having(ordersMax: number, ...requests: readonly OrderRequest[]): RecentOrders {
  const recent = new RecentOrders(ordersMax);
  for (const request of requests) recent.note(request, sentAt);
  return recent;
}

describe('recent orders', () => {
  test('find the same content under another id and tag', () => {
    const again = anOrderRequest({ id: toOrderId('0000TEST000002'), tag: 'again' });
    expect(having(4, anOrderRequest()).sameSentAt(again, 0)).toBe(sentAt);
  });

  test.each([
    { side: 'sell' },
    { qty: toQuantity(11) },
    { terms: { type: 'limit', limit: toPrice(10_000) } },
    { book: toBookId('OTHER') },
    { product: 'intraday' },
    { tif: 'DAY' },
  ] satisfies readonly Partial<OrderRequest>[])('tell %o apart', (changes) => {
    expect(having(4, anOrderRequest()).sameSentAt(anOrderRequest(changes), 0)).toBeNull();
  });

  test.each<readonly [OrderTerms, OrderTerms]>([
    [
      { type: 'limit', limit: toPrice(10_000) },
      { type: 'limit', limit: toPrice(10_001) },
    ],
    [
      { type: 'stopMarket', trigger: toPrice(10_000) },
      { type: 'stopMarket', trigger: toPrice(10_001) },
    ],
    [
      { type: 'stopLimit', trigger: toPrice(10_000), limit: toPrice(10_000) },
      { type: 'stopLimit', trigger: toPrice(10_001), limit: toPrice(10_000) },
    ],
    [
      { type: 'stopLimit', trigger: toPrice(10_000), limit: toPrice(10_000) },
      { type: 'stopLimit', trigger: toPrice(10_000), limit: toPrice(10_001) },
    ],
  ])('tell %o and %o apart', (one, other) => {
    const recent = having(4, anOrderRequest({ terms: one }));
    expect(recent.sameSentAt(anOrderRequest({ terms: other }), 0)).toBeNull();
    expect(recent.sameSentAt(anOrderRequest({ terms: { ...one } }), 0)).toBe(sentAt);
  });

  test('find one sent at the first moment of the window', () => {
    expect(having(4, anOrderRequest()).sameSentAt(anOrderRequest(), 100)).toBe(sentAt);
  });

  test('find none sent before the window', () => {
    expect(having(4, anOrderRequest()).sameSentAt(anOrderRequest(), 101)).toBeNull();
  });

  test('find one behind others', () => {
    const [one, two, three] = [1, 2, 3].map((qty) => anOrderRequest({ qty: toQuantity(qty) }));
    const recent = new RecentOrders(4);
    for (const [place, sent] of [one, two, three].entries()) {
      if (sent !== undefined) recent.note(sent, toTimestamp(place));
    }
    const found = [one, two, three].map((of) => of && recent.sameSentAt(of, 0));
    expect(found).toEqual([0, 1, 2]);
  });

  test.each([
    [[7], 1, 14],
    [[9, 1, 5], 1, 10],
    [[9, 1, 5, 2], 1, 7],
    [[9, 1], 2, 10],
    [[9, 1], 3, null],
    [[], 0, null],
  ])('of the sizes %j, of which %i are needed, have twice the median %j', (sizes, least, twice) => {
    const sent = sizes.map((qty, place) =>
      anOrderRequest({ id: toOrderId(`0000TEST00001${place}`), qty: toQuantity(qty) }),
    );
    expect(having(8, ...sent).medianQty2(anOrderRequest(), least)).toBe(twice);
  });

  test('count for a median neither the order itself nor what is not like it', () => {
    const others = [
      anOrderRequest(),
      anOrderRequest({ id: toOrderId('0000TEST000002'), account: toAccountId('OTHER') }),
      anOrderRequest({ id: toOrderId('0000TEST000003'), instrument: toInstrumentId('TCS.NSE') }),
    ];
    expect(having(8, ...others).medianQty2(anOrderRequest(), 1)).toBeNull();
  });

  test('forget the oldest beyond their bound', () => {
    const other = anOrderRequest({ qty: toQuantity(1) });
    expect(having(1, anOrderRequest(), other).sameSentAt(anOrderRequest(), 0)).toBeNull();
  });

  test('come back from their exported state', () => {
    const other = having(4, anOrderRequest({ side: 'sell' }));
    other.importState(having(4, anOrderRequest()).exportState());
    expect(other.exportState()).toEqual([{ request: anOrderRequest(), at: sentAt }]);
  });
});
