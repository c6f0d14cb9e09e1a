import { toOrderId, type OrderId } from 'argosy/core';
import type { OrderEvent } from 'argosy/domain';
import { anOrder, anOrderEvent, anOrderRequest, aTouch } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { OrderCache } from './order-cache.ts';

function idOf(place: number): OrderId {
  return toOrderId(`00000001${String(place).padStart(6, '0')}`);
}

/** A cache that has seen so many orders denied, one after another. */
function afterDenied(count: number, closedMax: number): OrderCache {
  const cache = new OrderCache(closedMax);
  for (let place = 0; place < count; place += 1) {
    cache.expect(anOrder({ id: idOf(place) }));
    const change = { type: 'denied', code: 'NO', reason: 'not today' } as const;
    cache.apply({ ...anOrderEvent(change), order: idOf(place) });
  }
  return cache;
}

it('shows an order that was sent and not answered as open', () => {
  const cache = new OrderCache(10);
  cache.expect(anOrder({ id: idOf(1) }));
  expect(cache.open().map(({ request }) => request.id)).toEqual([idOf(1)]);
});

it('forgets an order that was never sent after all', () => {
  const cache = new OrderCache(10);
  cache.expect(anOrder({ id: idOf(1) }));
  cache.forgetUnanswered(idOf(1));
  expect(cache.open()).toEqual([]);
  expect(cache.find(idOf(1))).toBeUndefined();
});

it('keeps closed orders up to its bound, the oldest leave first', () => {
  const cache = afterDenied(5, 2);
  const kept = [0, 1, 2, 3, 4].filter((place) => cache.find(idOf(place)) !== undefined);
  expect(kept).toEqual([3, 4]);
});

it('takes no closed order for an open one', () => {
  expect(afterDenied(3, 10).open()).toEqual([]);
});

it('leaves alone what comes late for an order it no longer keeps', () => {
  const cache = afterDenied(5, 2);
  const late = { ...anOrderEvent({ type: 'expired' }), order: idOf(0) };
  expect(cache.apply(late)).toBeNull();
});

it('lists orders as they were spoken of, whichever was sent first: so does a cache that was told later', () => {
  const [told, late] = [new OrderCache(10), new OrderCache(10)];
  told.expect(anOrder({ id: idOf(1) }));
  const spoken = [idOf(2), idOf(1)].map((order): OrderEvent => {
    const change = {
      type: 'initialized',
      request: anOrderRequest({ id: order }),
      touch: aTouch(),
    } as const;
    return { ...anOrderEvent(change), order };
  });
  for (const event of spoken) {
    told.apply(event);
    late.apply(event);
  }
  expect(told.open().map(({ request }) => request.id)).toEqual([idOf(2), idOf(1)]);
  expect(told.exportState()).toEqual(late.exportState());
});
