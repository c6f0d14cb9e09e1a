import { toAccountId, toInstrumentId } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { BrokerSeat, HUGE, type OpenBroker } from './broker-seat.ts';

const nowhere = toInstrumentId('NOBODY.NOWHERE');
const ends = new Set(['filled', 'canceled', 'expired', 'rejected']);

/** How a broker's adapter answers orders. */
export function describeOrders(open: OpenBroker): void {
  describeAnOrder(open);
  describeAnOrderThatIsRefusedOrDoubled(open);
  describeItsReports(open);
}

function describeAnOrder(open: OpenBroker): void {
  describe('an order', () => {
    test('at the market is accepted, then filled', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = await seat.done();
      expect(seat.said(id)).toEqual(['accepted', 'filled']);
    });

    test('fills what it asked for, and no more', async () => {
      const seat = await BrokerSeat.at(open());
      const { id, qty } = await seat.done({ qty: 20 * seat.instrument.lot });
      await seat.broker.pass(3000);
      expect(seat.filled(id)).toBe(qty);
    });

    test('to buy pays no less than the bid, to sell gets no more than the ask', async () => {
      const seat = await BrokerSeat.at(open());
      const [bought, sold] = [await seat.done(), await seat.done({ side: 'sell' })];
      const quotes = seat.quotesOf(seat.instrument.id);
      const [low, high] = [quotes.map(({ bid }) => bid), quotes.map(({ ask }) => ask)];
      expect(seat.fills(bought.id)[0]?.price).toBeGreaterThan(Math.min(...low));
      expect(seat.fills(sold.id)[0]?.price).toBeLessThan(Math.max(...high));
    });

    test('that nobody comes to rests', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = await seat.resting();
      await seat.broker.pass(3000);
      expect(seat.said(id)).toEqual(['accepted']);
    });

    test('with a limit never pays more', async () => {
      const seat = await BrokerSeat.at(open());
      const { ask } = await seat.touch();
      const limit = seat.onTick(ask + 2 * seat.instrument.tick);
      const { id } = seat.submit({ qty: HUGE, terms: { type: 'limit', limit } });
      await seat.broker.pass(3000);
      const prices = seat.fills(id).map(({ price }) => price);
      expect(Math.max(0, ...prices)).toBeLessThanOrEqual(limit);
    });

    test('that is larger than what is there fills in parts', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id } = seat.submit({ qty: HUGE });
      await seat.until('two fills', () => seat.fills(id).length > 1);
      expect(seat.filled(id)).toBeLessThan(HUGE);
    });

    test('to be filled at once gives up the rest', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id } = seat.submit({ qty: HUGE, tif: 'IOC' });
      await seat.hears(id, 'canceled');
      expect(seat.filled(id)).toBeGreaterThan(0);
      expect(seat.filled(id)).toBeLessThan(HUGE);
    });
  });
}

function describeAnOrderThatIsRefusedOrDoubled(open: OpenBroker): void {
  describe('an order', () => {
    test('to be filled whole or not at all is not, where there is less', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id } = seat.submit({ qty: HUGE, tif: 'FOK' });
      await seat.hears(id, 'canceled', 'rejected');
      expect(seat.filled(id)).toBe(0);
    });

    test('for what nobody lists is rejected, with a reason', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = seat.submit({ instrument: nowhere });
      await seat.hears(id, 'rejected');
      expect(seat.reasonOf(id)).not.toBe('');
    });

    test('sent twice trades once, and the second time is told as a fault', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id, qty } = seat.submit();
      seat.submit({ id });
      await seat.broker.pass(3000);
      expect(seat.filled(id)).toBe(qty);
      expect(seat.faults).toHaveLength(1);
    });

    test('sent again once it has filled trades no more', async () => {
      const seat = await BrokerSeat.at(open());
      const { id, qty } = await seat.done();
      seat.submit({ id });
      await seat.broker.pass(3000);
      expect(seat.filled(id)).toBe(qty);
    });

    test('has trades with ids of their own', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const orders = [seat.submit({ qty: HUGE }), seat.submit({ qty: HUGE })];
      await seat.broker.pass(3000);
      const trades = orders.flatMap(({ id }) => seat.fills(id).map(({ trade }) => trade));
      expect(trades.length).toBeGreaterThan(2);
      expect(new Set(trades).size).toBe(trades.length);
    });

    test('of one account is none of another', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const own = seat.submit({ account: toAccountId('ONE') });
      const others = seat.submit({ account: toAccountId('TWO') });
      await seat.until('both fill', () => seat.filled(own.id) + seat.filled(others.id) >= 2);
      const accounts = seat.reports.map(({ account, order }) => `${account} ${order}`);
      expect(new Set(accounts)).toEqual(new Set([`ONE ${own.id}`, `TWO ${others.id}`]));
    });
  });
}

function describeItsReports(open: OpenBroker): void {
  describe('its reports', () => {
    test('never come while an order is being sent', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const order = seat.submit();
      seat.cancel(order);
      seat.submit({ id: order.id });
      await seat.broker.pass(3000);
      expect(seat.reports.length).toBeGreaterThan(0);
      expect(seat.heardInside).toBe(0);
    });

    test('tell when it happened and when it could be known, none from the future', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.done();
      for (const { eventAt, availableAt } of seat.reports) {
        expect(eventAt).toBeLessThanOrEqual(availableAt);
        expect(availableAt).toBeLessThanOrEqual(seat.broker.now());
      }
    });

    test('tell of an order’s end once', async () => {
      const seat = await BrokerSeat.at(open());
      const order = await seat.resting();
      seat.cancel(order);
      seat.cancel(order);
      await seat.broker.pass(3000);
      expect(seat.said(order.id).filter((type) => ends.has(type))).toEqual(['canceled']);
    });

    test('carry fees in the instrument’s currency', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = await seat.done();
      const currencies = seat.fills(id).map(({ fee }) => fee.currency);
      expect(currencies).toEqual([seat.instrument.currency]);
    });
  });
}
