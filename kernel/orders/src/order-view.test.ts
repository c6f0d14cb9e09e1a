import { toBrokerOrderId } from 'argosy/core';
import type { OrderChange, Side } from 'argosy/domain';
import { aFill, aTouch, anOrder } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import {
  averagePrice,
  isClosed,
  isInFlight,
  isOpen,
  leavesQty,
  slippageAgainst,
} from './order-view.ts';

const submitted: OrderChange = { type: 'submitted', touch: aTouch() };
const accepted: OrderChange = { type: 'accepted', brokerId: toBrokerOrderId('B-1') };
const fill = (qty: number, price = 10_000): OrderChange => ({
  type: 'filled',
  fill: aFill({ qty, price, trade: `T-${qty}-${price}` }),
});
const working = (...changes: readonly OrderChange[]) =>
  anOrder({}, [submitted, accepted, ...changes]);

describe('an order is', () => {
  it.each([
    ['open before it leaves', anOrder(), true],
    ['open while it works', working(), true],
    ['open while partially filled', working(fill(1)), true],
    ['closed when filled', working(fill(10)), false],
    ['closed when canceled', working({ type: 'canceled', reason: null }), false],
  ])('%s', (_name, order, open) => {
    expect(isOpen(order)).toBe(open);
    expect(isClosed(order)).toBe(!open);
  });

  it.each([
    ['in flight until the broker answers', anOrder({}, [submitted]), true],
    ['not in flight once accepted', working(), false],
    ['in flight while a cancel is pending', working({ type: 'pendingCancel' }), true],
    [
      'in flight while a cancel is pending beside a partial fill',
      working({ type: 'pendingCancel' }, fill(1)),
      true,
    ],
  ])('%s', (_name, order, inFlight) => {
    expect(isInFlight(order)).toBe(inFlight);
  });
});

describe('leavesQty', () => {
  it('is what is left to fill', () => {
    expect(leavesQty(working(fill(3)))).toBe(7);
  });

  it('is zero where more was filled than asked', () => {
    expect(leavesQty(working(fill(11)))).toBe(0);
  });
});

describe('averagePrice', () => {
  it('is null without fills', () => {
    expect(averagePrice(working())).toBeNull();
  });

  it('weighs the prices by quantity', () => {
    expect(averagePrice(working(fill(1, 10_000), fill(3, 10_002)))).toBe(10_001.5);
  });

  it('is exact where the value passes the safe integers', () => {
    const order = anOrder({}, [submitted, fill(10, 9_007_199_254_740_991)]);
    expect(averagePrice(order)).toBe(9_007_199_254_740_991);
  });
});

describe('slippageAgainst', () => {
  const order = (side: Side, price: number) => anOrder({ side }, [submitted, fill(4, price)]);

  it.each([
    ['a buy over the middle costs', 'buy', 10_003, 2.5],
    ['a buy under the middle gains', 'buy', 9_999, -1.5],
    ['a sell over the middle gains', 'sell', 10_003, -2.5],
    ['a sell under the middle costs', 'sell', 9_999, 1.5],
  ] as const)('%s', (_name, side, price, slippage) => {
    expect(slippageAgainst(order(side, price), aTouch({ mid2: 20_001 }))).toBe(slippage);
  });

  it('is null without fills', () => {
    expect(slippageAgainst(working(), aTouch())).toBeNull();
  });

  it('is null where no middle was known', () => {
    expect(slippageAgainst(order('buy', 10_000), aTouch({ mid2: null }))).toBeNull();
  });
});
