import { describe, expect, test } from 'vitest';

import { BrokerSeat, type OpenBroker } from './broker-seat.ts';

/** How a broker's adapter bears lost lines, limits and full queues. */
export function describeTrouble(open: OpenBroker): void {
  describeOnALineThatIsLost(open);
  describeBeforeItWasStarted(open);
  describeWhereTheBrokerTakesTwoRequestsASecond(open);
}

function describeOnALineThatIsLost(open: OpenBroker): void {
  describe('on a line that is lost', () => {
    test('an order is refused, and never sent afterwards', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      seat.broker.lose();
      const { id } = seat.submit();
      await seat.hears(id, 'rejected');
      seat.broker.regain();
      await seat.broker.pass(3000);
      expect(seat.said(id)).toEqual(['rejected']);
    });

    test('a cancel is refused, and the order works on', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      seat.broker.lose();
      seat.cancel(order);
      await seat.hears(order.id, 'cancelRejected');
      seat.broker.regain();
      await seat.broker.pass(100);
      expect(await seat.ask({ type: 'orders' })).toMatchObject({
        result: { ok: true, value: [{ order: order.id, state: 'working' }] },
      });
    });

    test('an amendment is refused', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      seat.broker.lose();
      seat.amend(order, { qty: 2 * order.qty, terms: order.terms });
      await seat.hears(order.id, 'modifyRejected');
    });

    test('what was sent before is heard of in the end, or known by asking', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id, qty } = seat.submit();
      seat.broker.lose();
      await seat.broker.pass(3000);
      seat.broker.regain();
      await seat.broker.pass(3000);
      const answer = await seat.ask({ type: 'fills' });
      const told = answer.type === 'fills' && answer.result.ok ? answer.result.value : [];
      const known = told.reduce((sum, { fill }) => sum + fill.qty, 0);
      expect(Math.max(seat.filled(id), known)).toBe(qty);
    });

    test('questions are refused, never answered with nothing', async () => {
      const seat = await BrokerSeat.at(open());
      seat.broker.lose();
      await seat.until('reconnecting', () => seat.adapter.connection.state === 'reconnecting');
      for (const type of ['orders', 'fills', 'positions', 'funds'] as const) {
        expect(await seat.ask({ type })).toMatchObject({ type, result: { ok: false } });
      }
    });
  });
}

function describeBeforeItWasStarted(open: OpenBroker): void {
  describe('before it was started', () => {
    test('an order is refused once somebody listens, or not heard of at all', async () => {
      const seat = new BrokerSeat(open());
      const { id } = seat.submit();
      await seat.start();
      await seat.broker.pass(3000);
      expect(seat.said(id).filter((type) => type !== 'rejected')).toEqual([]);
    });

    test('questions are refused', async () => {
      const seat = new BrokerSeat(open());
      expect(await seat.ask({ type: 'orders' })).toMatchObject({ result: { ok: false } });
    });
  });
}

function describeWhereTheBrokerTakesTwoRequestsASecond(open: OpenBroker): void {
  describe('where the broker takes two requests a second', () => {
    test('no more leave in a second, and all in the end', async () => {
      const seat = await BrokerSeat.at(open({ ordersPerSecond: 2 }));
      await seat.touch();
      const orders = [1, 2, 3, 4, 5].map(() => seat.submit());
      await seat.broker.pass(500);
      expect(orders.filter(({ id }) => seat.said(id).length > 0)).toHaveLength(2);
      expect(seat.adapter.execution?.waiting).toBe(3);
      await seat.broker.pass(3000);
      expect(orders.filter(({ id }) => seat.said(id).includes('filled'))).toHaveLength(5);
    });

    test('a cancel passes the orders that wait', async () => {
      const seat = await BrokerSeat.at(open({ ordersPerSecond: 2 }));
      const resting = await seat.resting();
      await seat.broker.pass(1100);
      const orders = [1, 2, 3, 4, 5, 6].map(() => seat.submit());
      seat.cancel(resting);
      await seat.hears(resting.id, 'canceled');
      const gone = orders.filter(({ id }) => seat.said(id).length > 0);
      expect(gone.length).toBeLessThanOrEqual(3);
    });

    test('a cancel of an order that waits takes it back: it never trades', async () => {
      const seat = await BrokerSeat.at(open({ ordersPerSecond: 2 }));
      await seat.touch();
      const [, , waiting] = [seat.submit(), seat.submit(), seat.submit()];
      if (waiting === undefined) throw new Error('three orders were sent');
      seat.cancel(waiting);
      await seat.broker.pass(3000);
      expect(seat.filled(waiting.id)).toBe(0);
      expect(seat.said(waiting.id)).toHaveLength(1);
    });

    test('an order that waits is not to be found, nor said not to be', async () => {
      const seat = await BrokerSeat.at(open({ ordersPerSecond: 2 }));
      await seat.touch();
      const [, , waiting] = [seat.submit(), seat.submit(), seat.submit()];
      if (waiting === undefined) throw new Error('three orders were sent');
      const answer = await seat.ask({ type: 'order', order: waiting.id, brokerId: null });
      expect(answer).toMatchObject({ result: { ok: false } });
    });

    test('a queue that is full refuses orders with a reason, and still takes cancels', async () => {
      const seat = await BrokerSeat.at(open({ ordersPerSecond: 2, waitingMax: 10 }));
      const resting = await seat.resting();
      await seat.broker.pass(1100);
      const orders = Array.from({ length: 30 }, () => seat.submit());
      expect(seat.adapter.execution?.waiting).toBeLessThanOrEqual(10);
      seat.cancel(resting);
      await seat.hears(resting.id, 'canceled');
      const refused = orders.filter(({ id }) => seat.said(id).includes('rejected'));
      expect(refused.length).toBeGreaterThanOrEqual(18);
      expect(seat.reasonOf(refused[0]?.id ?? resting.id)).toContain('QUEUE_FULL');
    });
  });
}
