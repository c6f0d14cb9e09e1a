import {
  toBrokerOrderId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import type { Order, OrderChange } from 'argosy/domain';
import { aFill, aTouch, anOrder, anOrderEvent, anOrderRequest } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { createOrder, evolveOrder } from './evolve-order.ts';

const submitted: OrderChange = { type: 'submitted', touch: aTouch({ mid2: 20_004 }) };
const accepted: OrderChange = { type: 'accepted', brokerId: toBrokerOrderId('B-1') };
const triggered: OrderChange = { type: 'triggered' };
const pendingCancel: OrderChange = { type: 'pendingCancel' };
const canceled: OrderChange = { type: 'canceled', reason: null };
const limit = { type: 'limit', limit: toPrice(9_900) } as const;
const amendedTo = (qty: number) => ({ qty: toQuantity(qty), terms: limit });
const pendingUpdate: OrderChange = { type: 'pendingUpdate', ...amendedTo(20) };
const modifyRejected: OrderChange = { type: 'modifyRejected', reason: 'band' };
const cancelRejected: OrderChange = { type: 'cancelRejected', reason: 'too late' };
const fill = (trade: string, qty: number, price = 10_000): OrderChange => ({
  type: 'filled',
  fill: aFill({ trade, qty, price }),
});
const bust = (trade: string): OrderChange => ({ type: 'busted', trade: toTradeId(trade) });

/** An order to buy 10 that the broker took, and what came after. */
function working(...changes: readonly OrderChange[]): Order {
  return anOrder({}, [submitted, accepted, ...changes]);
}

describe('an order', () => {
  it('begins as it was asked for', () => {
    const request = anOrderRequest();
    const event = anOrderEvent({ type: 'initialized', request, touch: aTouch() });
    expect(createOrder(event)).toMatchObject({
      request,
      state: 'INITIALIZED',
      qty: 10,
      terms: { type: 'market' },
      filled: 0,
      filledValue: 0n,
      touches: { decision: aTouch(), send: null },
    });
  });

  it('begins with nothing but initialized', () => {
    expect(() => createOrder(anOrderEvent(submitted))).toThrow('begins with submitted');
  });

  it('takes no event of another order', () => {
    const other = anOrderEvent(submitted, { order: toOrderId('0000TEST000002') });
    expect(() => evolveOrder(anOrder(), other)).toThrow(
      'an event of order 0000TEST000002 meets order 0000TEST000001',
    );
  });

  it('keeps the market as it was at the decision and at the sending', () => {
    expect(working().touches).toEqual({ decision: aTouch(), send: aTouch({ mid2: 20_004 }) });
  });

  it('learns the id the broker gave it', () => {
    expect(working().brokerId).toBe('B-1');
  });

  it('says by which rule it was denied', () => {
    const denied: OrderChange = { type: 'denied', code: 'RISK_QTY', reason: '11 over 10' };
    expect(anOrder({}, [denied]).reason).toBe('RISK_QTY: 11 over 10');
  });

  it('is updated at the instant of each event', () => {
    const event = anOrderEvent(submitted, { at: toTimestamp(7) });
    expect(evolveOrder(anOrder(), event)).toMatchObject({ updatedAt: 7, closedAt: null });
  });

  it('keeps the instant of its closing through later fills', () => {
    const closed = evolveOrder(working(), anOrderEvent(canceled, { at: toTimestamp(5) }));
    const late = evolveOrder(closed, anOrderEvent(fill('T-1', 10), { at: toTimestamp(9) }));
    expect(late).toMatchObject({ state: 'FILLED', closedAt: 5, updatedAt: 9 });
  });
});

describe('fills', () => {
  it('add up in quantity and value', () => {
    const order = working(fill('T-1', 3, 10_000), fill('T-2', 4, 10_010));
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', filled: 7, filledValue: 70_040n });
  });

  it('fill the order when nothing is left', () => {
    expect(working(fill('T-1', 3), fill('T-2', 7))).toMatchObject({ state: 'FILLED', filled: 10 });
  });

  it('are booked beyond the quantity asked', () => {
    expect(working(fill('T-1', 12))).toMatchObject({ state: 'FILLED', filled: 12 });
    expect(working(fill('T-1', 10), fill('T-2', 1))).toMatchObject({ state: 'FILLED', filled: 11 });
  });

  it('of nothing are a bug', () => {
    expect(() => working(fill('T-1', 0))).toThrow('a quantity above zero');
  });

  it('keep their exact value where it passes the safe integers', () => {
    const huge = working(fill('T-1', 9_007_199_254_740_991, 3));
    expect(huge.filledValue).toBe(27_021_597_764_222_973n);
  });

  it('leave a canceled order canceled while something is left', () => {
    expect(working(canceled, fill('T-1', 9))).toMatchObject({ state: 'CANCELED', filled: 9 });
  });

  it('make a canceled order filled when nothing is left', () => {
    expect(working(canceled, fill('T-1', 9), fill('T-2', 1)).state).toBe('FILLED');
  });

  it('end a request that was pending when they fill the order', () => {
    expect(working(pendingCancel, fill('T-1', 10))).toMatchObject({
      state: 'FILLED',
      pending: null,
    });
  });
});

describe('a request that is pending', () => {
  it('stays beside the state when a partial fill arrives', () => {
    const order = working(pendingCancel, fill('T-1', 1));
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', pending: 'cancel' });
  });

  it('ends when it is refused after a partial fill', () => {
    const order = working(pendingCancel, fill('T-1', 1), cancelRejected);
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', pending: null, reason: 'too late' });
  });

  it('ends when the amendment is confirmed after a partial fill', () => {
    const updated: OrderChange = { type: 'updated', ...amendedTo(20) };
    const order = working(pendingUpdate, fill('T-1', 1), updated);
    expect(order).toMatchObject({
      state: 'PARTIALLY_FILLED',
      pending: null,
      qty: 20,
      terms: limit,
    });
  });

  it('ends when the amendment is refused after a partial fill', () => {
    const order = working(pendingUpdate, fill('T-1', 1), modifyRejected);
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', pending: null, reason: 'band' });
  });

  it('leads back to the state before when it is refused', () => {
    expect(working(triggered, pendingUpdate, modifyRejected)).toMatchObject({
      state: 'TRIGGERED',
      pending: null,
    });
  });

  it('leads back to the state before the first of two requests', () => {
    expect(working(pendingUpdate, pendingCancel, cancelRejected).state).toBe('ACCEPTED');
  });

  it.each([
    ['a cancel', pendingCancel, modifyRejected, 'cancel'],
    ['an amendment', pendingUpdate, cancelRejected, 'update'],
  ])('to make %s is not ended by the refusal of the other kind', (_kind, asked, refused, kind) => {
    expect(working(asked, fill('T-1', 1), refused).pending).toBe(kind);
  });

  it('stays pending when the order itself is accepted only now', () => {
    const order = anOrder({}, [submitted, pendingCancel, accepted]);
    expect(order).toMatchObject({ state: 'PENDING_CANCEL', settled: 'ACCEPTED', brokerId: 'B-1' });
  });

  it('stays pending when the stop triggers, and a refusal leads to the triggered order', () => {
    const order = working(pendingCancel, triggered);
    expect(order).toMatchObject({ state: 'PENDING_CANCEL', settled: 'TRIGGERED' });
    expect(evolveOrder(order, anOrderEvent(cancelRejected)).state).toBe('TRIGGERED');
  });

  it('leads back to the triggered order though an acceptance comes late', () => {
    expect(working(triggered, pendingCancel, accepted).settled).toBe('TRIGGERED');
  });

  it('leads back to the partial fill whatever is heard late of the order', () => {
    const order = working(fill('T-1', 1), pendingUpdate, triggered, accepted);
    expect(order.settled).toBe('PARTIALLY_FILLED');
  });
});

describe('an amendment', () => {
  it('puts the quantity and the terms in force only when it is confirmed', () => {
    expect(working(pendingUpdate)).toMatchObject({ qty: 10, terms: { type: 'market' } });
    expect(working(pendingUpdate, { type: 'updated', ...amendedTo(20) })).toMatchObject({
      state: 'ACCEPTED',
      qty: 20,
      terms: limit,
    });
  });

  it.each([
    ['while its request is pending', [fill('T-1', 4), pendingUpdate]],
    ['out of the blue', [fill('T-1', 4)]],
  ])('down to what is filled fills the order, %s', (_when, before) => {
    const order = working(...before, { type: 'updated', ...amendedTo(4) });
    expect(order).toMatchObject({ state: 'FILLED', pending: null });
  });
});

describe('a bust', () => {
  it('takes the quantity and the value off', () => {
    const order = working(fill('T-1', 3, 10_000), fill('T-2', 4, 10_010), bust('T-1'));
    expect(order).toMatchObject({ filled: 4, filledValue: 40_040n });
    expect(order.fills.map((one) => one.trade)).toEqual(['T-2']);
  });

  it('opens a filled order again, as far as it is still filled', () => {
    const order = working(fill('T-1', 3), fill('T-2', 7), bust('T-1'));
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', closedAt: null });
  });

  it('opens a filled order again as accepted when nothing is left of its fills', () => {
    expect(working(fill('T-1', 10), bust('T-1'))).toMatchObject({ state: 'ACCEPTED', filled: 0 });
  });

  it('leaves an order filled that had more than enough', () => {
    expect(working(fill('T-1', 10), fill('T-2', 10), bust('T-1')).state).toBe('FILLED');
  });

  it('leaves a canceled order canceled', () => {
    expect(working(fill('T-1', 3), canceled, bust('T-1')).state).toBe('CANCELED');
  });

  it('returns an order that late fills completed to how it had closed', () => {
    const order = working(canceled, fill('T-1', 10), bust('T-1'));
    expect(order).toMatchObject({ state: 'CANCELED', settled: 'CANCELED' });
  });

  it('leaves a pending request pending', () => {
    const order = working(fill('T-1', 3), pendingUpdate, bust('T-1'));
    expect(order).toMatchObject({
      state: 'PENDING_UPDATE',
      settled: 'ACCEPTED',
      pending: 'update',
    });
  });

  it('of the only fill shows the request that stood beside it', () => {
    const order = working(pendingCancel, fill('T-1', 3), bust('T-1'));
    expect(order).toMatchObject({ state: 'PENDING_CANCEL', settled: 'ACCEPTED' });
  });

  it('of one of two fills leaves the request beside the state', () => {
    const order = working(pendingCancel, fill('T-1', 3), fill('T-2', 3), bust('T-1'));
    expect(order).toMatchObject({ state: 'PARTIALLY_FILLED', pending: 'cancel' });
  });
});

describe('a doubt', () => {
  const doubted = (request: 'submit' | 'cancel'): OrderChange => ({ type: 'doubted', request });

  it('stands beside the state', () => {
    const order = anOrder({}, [submitted, doubted('submit')]);
    expect(order).toMatchObject({ state: 'SUBMITTED', inDoubt: ['submit'] });
  });

  it('is held once', () => {
    expect(anOrder({}, [doubted('submit'), doubted('submit')]).inDoubt).toEqual(['submit']);
  });

  it('survives everything but its resolution', () => {
    const order = working(doubted('submit'), doubted('cancel'), fill('T-1', 10));
    expect(order.inDoubt).toEqual(['submit', 'cancel']);
    const resolved = anOrderEvent({ type: 'resolved', request: 'submit' });
    expect(evolveOrder(order, resolved).inDoubt).toEqual(['cancel']);
  });

  it('may be resolved where there was none', () => {
    expect(working({ type: 'resolved', request: 'amend' }).inDoubt).toEqual([]);
  });
});
