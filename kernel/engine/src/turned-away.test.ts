import { toOrderId, toOriginCode, toQuantity, toStrategyId, toTimestamp } from 'argosy/core';
import { toInputNumber, type Command } from 'argosy/domain';
import { twap } from 'argosy/orders';
import { anOrder, anOrderEvent } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { OrderCache } from './order-cache.ts';
import { TurnedAway, type ToldEvent } from './turned-away.ts';

const [one, two] = [toOrderId('0000TEST000001'), toOrderId('0000TEST000002')];
const strategy = toStrategyId('TEST');
const refusal = { code: 'STORAGE_UNAVAILABLE', reason: 'no room' };
const moment = { now: toTimestamp(9), number: toInputNumber(4) };

const amendOf = (order: typeof one, by: typeof strategy | null): Command => ({
  kind: 'command',
  origin: toOriginCode('TEST'),
  strategy: by,
  readTo: toInputNumber(0),
  at: toTimestamp(0),
  body: { type: 'amend', order, qty: toQuantity(1), terms: null },
});

/** A cache with two orders of the strategy that are sent, of which the second is answered. */
function aCache(owner: typeof strategy | null = strategy): OrderCache {
  const orders = new OrderCache(10);
  orders.expect(anOrder({ id: one, strategy: owner }));
  orders.expect(anOrder({ id: two, strategy: owner }));
  const { request } = anOrder({ id: two, strategy: owner });
  const { touches } = anOrder();
  const change = { type: 'initialized', request, touch: touches.decision } as const;
  orders.apply(anOrderEvent(change, { order: two }));
  return orders;
}

function tell(turned: TurnedAway): readonly ToldEvent[] {
  const told: ToldEvent[] = [];
  turned.tell(moment, (_, event) => void told.push(event));
  return told;
}

describe('of a command that was turned away', () => {
  test('the orders that are not answered are denied, once, and forgotten at once', () => {
    const orders = aCache();
    const turned = new TurnedAway(orders);
    turned.note([one, two], null, refusal);
    expect([orders.find(one), orders.find(two)?.state]).toEqual([undefined, 'INITIALIZED']);
    const change = { type: 'denied', ...refusal };
    const head = { number: 4, index: -1, at: 9, receivedAt: 9 };
    expect(tell(turned)).toEqual([{ ...head, kind: 'order', order: one, change }]);
    expect(tell(turned)).toEqual([]);
  });

  test('a parent order has ended before it began', () => {
    const turned = new TurnedAway(aCache());
    const plan = twap({ slices: 2, until: toTimestamp(99) });
    const { request, touches } = anOrder({ id: one });
    const body = { type: 'execute', request, plan, touch: touches.decision } as const;
    turned.note([one], { ...amendOf(one, strategy), body }, refusal);
    const reason = 'STORAGE_UNAVAILABLE: no room';
    expect(tell(turned).at(-1)).toMatchObject({
      kind: 'execution',
      execution: one,
      change: { type: 'ended', outcome: 'denied', reason },
    });
  });

  test('an amendment is rejected, and its order stays', () => {
    const orders = aCache();
    const turned = new TurnedAway(orders);
    turned.note([], amendOf(two, strategy), refusal);
    const [event] = tell(turned);
    expect(event?.change).toEqual({
      type: 'modifyRejected',
      reason: 'STORAGE_UNAVAILABLE: no room',
    });
    expect(orders.find(two)?.state).toBe('INITIALIZED');
  });

  test.each([
    ['a person asked for', strategy, amendOf(two, null)],
    ['another strategy asked for', strategy, amendOf(two, toStrategyId('OTHER'))],
    ["is for a person's order", null, amendOf(two, null)],
    ['is for an order that nobody knows', strategy, amendOf(toOrderId('X'), strategy)],
  ])('nobody is told where an amendment %s', (_, owner, command) => {
    const turned = new TurnedAway(aCache(owner));
    turned.note([], command, refusal);
    expect(tell(turned)).toEqual([]);
  });

  test('nobody is told of orders by hand', () => {
    const turned = new TurnedAway(aCache(null));
    turned.note([one], null, refusal);
    expect(tell(turned)).toEqual([]);
  });

  test('what is noted while it is told waits for the next time', () => {
    const turned = new TurnedAway(aCache());
    turned.note([one], null, refusal);
    let count = 0;
    turned.tell(moment, () => {
      count += 1;
      turned.note([], amendOf(two, strategy), refusal);
    });
    expect([count, tell(turned).length]).toEqual([1, 1]);
  });
});
