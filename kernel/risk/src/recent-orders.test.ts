import { toBookId, toOrderId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
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

  test('find one sent at the first moment of the window', () => {
    expect(having(4, anOrderRequest()).sameSentAt(anOrderRequest(), 100)).toBe(sentAt);
  });

  test('find none sent before the window', () => {
    expect(having(4, anOrderRequest()).sameSentAt(anOrderRequest(), 101)).toBeNull();
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
