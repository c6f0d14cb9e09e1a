import { describe, expect, test } from 'vitest';

import { BrokerSeat, HUGE, type OpenBroker } from './broker-seat.ts';

const ends = new Set(['canceled', 'expired', 'rejected']);

/** How a broker's adapter answers changes of orders, and how these race. */
export function describeChanges(open: OpenBroker): void {
  describeACancel(open);
  describeAnAmendment(open);
}

function describeACancel(open: OpenBroker): void {
  describe('a cancel', () => {
    test('ends an order that rests', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      seat.cancel(order);
      await seat.hears(order.id, 'canceled');
      expect(seat.said(order.id)).toEqual(['accepted', 'canceled']);
    });

    test('of an order that never was is refused, with a reason', async () => {
      const seat = await BrokerSeat.at(open());
      const { account, id } = await seat.done();
      const unknown = { account, id: seat.submit({ id: '0000NONE000001' }).id };
      await seat.hears(unknown.id, 'filled');
      seat.cancel({ account, id });
      await seat.hears(id, 'cancelRejected');
      expect(seat.reasonOf(id)).not.toBe('');
    });

    test('that comes behind the fill is refused; the fill stands', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.done();
      seat.cancel(order);
      await seat.hears(order.id, 'cancelRejected');
      expect(seat.filled(order.id)).toBe(order.qty);
    });

    test('right behind its order leaves it canceled or filled, with every fill told', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const order = seat.submit();
      seat.cancel(order);
      await seat.broker.pass(3000);
      const isFilled = seat.filled(order.id) === order.qty;
      const isEnded = seat.said(order.id).some((type) => ends.has(type));
      expect(isFilled).not.toBe(isEnded);
    });

    test('of an order that has filled in part keeps the part', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const order = seat.submit({ qty: HUGE });
      await seat.hears(order.id, 'filled');
      seat.cancel(order);
      await seat.hears(order.id, 'canceled');
      const filled = seat.filled(order.id);
      await seat.broker.pass(3000);
      expect(filled).toBeGreaterThan(0);
      expect(seat.filled(order.id)).toBe(filled);
    });
  });
}

function describeAnAmendment(open: OpenBroker): void {
  describe('an amendment', () => {
    test('changes quantity and limit, and says to what', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting({ qty: 5 * seat.instrument.lot });
      const { bid } = await seat.touch();
      const to = {
        qty: 2 * seat.instrument.lot,
        terms: { type: 'limit', limit: seat.onTick(bid * 0.8) },
      } as const;
      seat.amend(order, to);
      await seat.hears(order.id, 'updated');
      expect(seat.bodies(order.id).at(-1)).toEqual({ type: 'updated', ...to });
    });

    test('to where others are lets an order fill', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      const { ask } = await seat.touch();
      seat.amend(order, {
        qty: order.qty,
        terms: { type: 'limit', limit: seat.onTick(ask * 1.05) },
      });
      await seat.hears(order.id, 'filled');
      expect(seat.said(order.id)).toEqual(['accepted', 'updated', 'filled']);
    });

    test('that comes behind the fill is refused', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.done();
      seat.amend(order, { qty: 2 * order.qty, terms: order.terms });
      await seat.hears(order.id, 'modifyRejected');
      expect(seat.filled(order.id)).toBe(order.qty);
    });

    test('to no more than has filled is refused, and the order works on', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const order = seat.submit({ qty: HUGE });
      await seat.hears(order.id, 'filled');
      seat.amend(order, { qty: seat.instrument.lot, terms: order.terms });
      await seat.hears(order.id, 'modifyRejected');
      const filled = seat.filled(order.id);
      await seat.until('it fills on', () => seat.filled(order.id) > filled);
    });

    test('and a cancel together leave one end', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      seat.amend(order, { qty: 2 * order.qty, terms: order.terms });
      seat.cancel(order);
      await seat.hears(order.id, 'canceled');
      await seat.broker.pass(3000);
      expect(seat.said(order.id).filter((type) => ends.has(type))).toHaveLength(1);
      const changes = seat
        .said(order.id)
        .filter((type) => type === 'updated' || type === 'modifyRejected');
      expect(changes).toHaveLength(1);
    });
  });
}
