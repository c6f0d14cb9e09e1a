import { toAccountId, toBrokerOrderId, toOrderId, type OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { anOrder } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ClosedOrders } from './closed-orders.ts';

function idOf(place: number): OrderId {
  return toOrderId(`00000001${String(place).padStart(6, '0')}`);
}

function aClosed(place: number, reason: string): Order {
  return { ...anOrder({ id: idOf(place) }), state: 'CANCELED', settled: 'CANCELED', reason };
}

const places = fc.nat(199);
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ put: places, reason: fc.string({ maxLength: 30 }) }) },
    { weight: 1, arbitrary: fc.record({ take: places }) },
    { weight: 2, arbitrary: fc.record({ ask: places }) },
  ),
  { maxLength: 400, size: 'max' },
);

describe('closed orders', () => {
  it('are found as they were put there last, until they are taken out', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [orders, model] = [new ClosedOrders(), new Map<OrderId, Order>()];
        for (const step of all) {
          if ('put' in step) {
            const order = aClosed(step.put, step.reason);
            orders.set(order);
            model.set(order.request.id, order);
          } else if ('take' in step) {
            expect(orders.delete(idOf(step.take))).toBe(model.delete(idOf(step.take)));
          } else {
            expect(orders.get(idOf(step.ask))).toEqual(model.get(idOf(step.ask)));
            expect(orders.has(idOf(step.ask))).toBe(model.has(idOf(step.ask)));
          }
        }
        expect([...orders.values()]).toEqual([...model.values()]);
        expect(orders.size).toBe(model.size);
        const again = new ClosedOrders();
        again.unpack(orders.pack('asPut'));
        expect([...again.values()]).toEqual([...model.values()]);
        again.unpack(orders.pack('byId'));
        const sorted = [...model].sort(([one], [other]) => (one < other ? -1 : 1));
        expect([...again.values()]).toEqual(sorted.map(([, order]) => order));
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });

  it('are the same object while they have just come, and equal ones later', () => {
    const [orders, order] = [new ClosedOrders(), aClosed(0, 'no more')];
    orders.set(order);
    expect(orders.get(idOf(0))).toBe(order);
    for (let place = 1; place <= 100; place += 1) orders.set(aClosed(place, 'others'));
    expect(orders.get(idOf(0))).not.toBe(order);
    expect(orders.get(idOf(0))).toEqual(order);
  });

  it('are found by the id that the broker gave them, as long as they are here', () => {
    const orders = new ClosedOrders();
    const named = (place: number): Order => {
      return { ...aClosed(place, ''), brokerId: toBrokerOrderId(`B-${place}`) };
    };
    const { account } = aClosed(0, '').request;
    const find = (place: number): OrderId | undefined =>
      orders.find(account, toBrokerOrderId(`B-${place}`));
    orders.set(named(0));
    expect([find(0), find(1)]).toEqual([idOf(0), undefined]);
    orders.set(named(1));
    orders.set({ ...named(0), brokerId: toBrokerOrderId('B-7') });
    expect([find(0), find(1), find(7)]).toEqual([undefined, idOf(1), idOf(0)]);
    expect(orders.find(toAccountId('OTHER'), toBrokerOrderId('B-1'))).toBeUndefined();
    orders.delete(idOf(1));
    expect(find(1)).toBeUndefined();
    orders.clear();
    expect(find(7)).toBeUndefined();
  });

  it('are gone after everything was forgotten', () => {
    const orders = new ClosedOrders();
    orders.set(aClosed(0, 'no more'));
    orders.clear();
    expect([orders.size, orders.get(idOf(0)), [...orders.values()]]).toEqual([0, undefined, []]);
  });
});
