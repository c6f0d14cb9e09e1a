import { Random, toPrice, toTimestamp } from 'argosy/core';
import type { OrderTerms, Side } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { VenueOrder } from './venue-order.ts';
import { WorkingOrders } from './working-orders.ts';

const limit: OrderTerms = { type: 'limit', limit: toPrice(100) };
const stop: OrderTerms = { type: 'stopMarket', trigger: toPrice(100) };

/** An order that has already met a price. */
function aResting(side: Side, terms: OrderTerms): VenueOrder {
  const request = anOrderRequest({ side, terms });
  const order = new VenueOrder(request, toTimestamp(0), Random.fromSeed(1));
  order.isOpen = true;
  order.isArriving = false;
  return order;
}

function holding(order: VenueOrder): WorkingOrders {
  const orders = new WorkingOrders();
  orders.add(order);
  return orders;
}

/** Whether the orders wake at prices of 99, 100 and 101 on one side, the other far away. */
const wakes = (orders: WorkingOrders, side: Side): readonly boolean[] =>
  [99, 100, 101].map((price) =>
    side === 'buy' ? orders.mayMatch(price, 50) : orders.mayMatch(150, price),
  );

test('no price wakes an empty desk', () => {
  expect(new WorkingOrders().mayMatch(100, 100)).toBe(false);
});

describe('a price wakes', () => {
  test.each([
    ['buy', 'limit', limit, [true, true, false]],
    ['buy', 'stop', stop, [false, true, true]],
    ['sell', 'limit', limit, [false, true, true]],
    ['sell', 'stop', stop, [true, true, false]],
  ] as const)('a %s %s only where it could act', (side, _, terms, expected) => {
    expect(wakes(holding(aResting(side, terms)), side)).toEqual(expected);
  });

  test.each(['buy', 'sell'] as const)('a %s that has met none, whatever it is', (side) => {
    for (const terms of [limit, stop, { type: 'market' } as const]) {
      const order = aResting(side, terms);
      order.isArriving = true;
      expect(wakes(holding(order), side)).toEqual([true, true, true]);
    }
  });
});

describe('an order that waits or follows wakes', () => {
  const touched: OrderTerms = { type: 'marketIfTouched', trigger: toPrice(100) };
  const trailing: OrderTerms = {
    type: 'trailingStopMarket',
    trail: { by: 'price', distance: toPrice(10) },
    activation: null,
    trigger: null,
  };

  test.each([
    ['buy', [true, true, false]],
    ['sell', [false, true, true]],
  ] as const)('where a %s is touched', (side, expected) => {
    expect(wakes(holding(aResting(side, touched)), side)).toEqual(expected);
  });

  test.each([
    ['buy', 101, [true, true, false]],
    ['sell', 99, [false, true, true]],
  ] as const)('at every price that is better than the best of a %s', (side, best, expected) => {
    const order = aResting(side, trailing);
    order.follow(1);
    order.trailing?.follow(best);
    expect(wakes(holding(order), side)).toEqual(expected);
  });

  test.each([
    ['buy', 90, [false, true, true]],
    ['sell', 110, [true, true, false]],
  ] as const)('where the stop of a %s stands', (side, best, expected) => {
    const order = aResting(side, trailing);
    order.follow(1);
    order.trailing?.follow(best);
    expect(wakes(holding(order), side)).toEqual(expected);
  });

  test.each([
    ['buy', [true, true, false]],
    ['sell', [false, true, true]],
  ] as const)('from where a %s follows, and before at no other', (side, expected) => {
    const order = aResting(side, { ...trailing, activation: toPrice(100) });
    order.follow(1);
    expect(wakes(holding(order), side)).toEqual(expected);
  });

  test('at any price where another one fires it', () => {
    const order = aResting('buy', touched);
    order.firedBy = 'mid';
    const orders = holding(order);
    expect([wakes(orders, 'buy'), orders.hasWatchers]).toEqual([[true, true, true], true]);
    order.isTriggered = true;
    orders.refresh();
    expect(orders.hasWatchers).toBe(false);
  });
});

test('a closed order no longer wakes once the desk looked again', () => {
  for (const side of ['buy', 'sell'] as const) {
    for (const terms of [limit, stop]) {
      const order = aResting(side, terms);
      const orders = holding(order);
      order.isOpen = false;
      orders.refresh();
      expect(wakes(orders, side)).toEqual([false, false, false]);
    }
  }
});

test('the desk looks at the furthest of several orders', () => {
  const orders = holding(aResting('buy', limit));
  orders.add(aResting('buy', { type: 'limit', limit: toPrice(90) }));
  expect(orders.mayMatch(100, 50)).toBe(true);
});
