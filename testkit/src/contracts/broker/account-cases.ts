import { toAccountId, toBrokerOrderId, toOrderId, toQuantity } from 'argosy/core';
import type { Order } from 'argosy/domain';
import type { BrokerFill, BrokerOrder, BrokerPosition, FoundOrder } from 'argosy/reconciliation';
import { describe, expect, test } from 'vitest';

import { anOrder, aFill, aTouch } from '../../order.ts';
import { BrokerSeat, HUGE, patient, type OpenBroker } from './broker-seat.ts';

const account = toAccountId('MAIN');

/** What a broker's adapter answers about accounts. */
export function describeAccounts(open: OpenBroker): void {
  describeAskedAboutAnAccount(open);
  describeAskedForNews(open);
  describeWhatIsNotFound(open);
  describeToldWhatWasRecovered(open);
}

const recoveredId = toOrderId('0000LAST000001');

/** An order to buy ten at a price that nobody comes to, of which some have filled. */
function recovered(filled: number): (seat: BrokerSeat) => Order {
  return ({ instrument, adapter, broker }) => {
    const terms = { type: 'limit', limit: instrument.tick } as const;
    const request = {
      id: recoveredId,
      instrument: instrument.id,
      product: 'intraday',
      terms,
    } as const;
    const fill = aFill({ trade: 'T-9', qty: filled, at: broker.now() });
    expect(adapter.connection.state).toBe('stopped');
    return anOrder({ ...request, tif: 'GTC' }, [
      { type: 'submitted', touch: aTouch() },
      { type: 'accepted', brokerId: toBrokerOrderId('B-9') },
      { type: 'filled', fill },
    ]);
  };
}

async function restored(
  open: OpenBroker,
  known: readonly ((seat: BrokerSeat) => Order)[],
  held = 0,
): Promise<BrokerSeat> {
  const seat = new BrokerSeat(open());
  const { instrument } = seat;
  const position = {
    instrument: instrument.id,
    product: 'intraday',
    qty: toQuantity(held),
    value: null,
  } as const;
  seat.adapter.execution?.restore([
    {
      account,
      orders: known.map((make) => make(seat)),
      fills: [],
      positions: held === 0 ? [] : [position],
      funds: [],
    },
  ]);
  await seat.start();
  return seat;
}

async function orders(seat: BrokerSeat): Promise<readonly BrokerOrder[]> {
  const answer = await seat.ask({ type: 'orders' });
  if (answer.type !== 'orders' || !answer.result.ok) throw new Error('no orders');
  return answer.result.value;
}

async function fills(seat: BrokerSeat): Promise<readonly BrokerFill[]> {
  const answer = await seat.ask({ type: 'fills' });
  if (answer.type !== 'fills' || !answer.result.ok) throw new Error('no fills');
  return answer.result.value;
}

async function positions(seat: BrokerSeat): Promise<readonly BrokerPosition[]> {
  const answer = await seat.ask({ type: 'positions' });
  if (answer.type !== 'positions' || !answer.result.ok) throw new Error('no positions');
  return answer.result.value;
}

async function foundOrder(
  seat: BrokerSeat,
  order: ReturnType<typeof toOrderId>,
): Promise<FoundOrder> {
  const answer = await seat.ask({ type: 'order', order, brokerId: null });
  if (answer.type !== 'order' || !answer.result.ok) throw new Error('no answer about the order');
  return answer.result.value;
}

function describeAskedAboutAnAccount(open: OpenBroker): void {
  describe('asked about an account', () => {
    test('nothing is there before anything was done', async () => {
      const seat = await BrokerSeat.at(open());
      expect([await orders(seat), await fills(seat), await positions(seat)]).toEqual([[], [], []]);
    });

    test('an order that works is listed under our id, as it was asked for', async () => {
      const seat = await BrokerSeat.at(open());
      const { id, qty, terms, side, instrument } = await seat.resting();
      expect(await orders(seat)).toMatchObject([
        { order: id, qty, terms, side, instrument, state: 'working', filled: 0 },
      ]);
    });

    test('an order that has filled is listed with what it has filled', async () => {
      const seat = await BrokerSeat.at(open());
      const { id, qty } = await seat.done();
      expect(await orders(seat)).toMatchObject([{ order: id, state: 'filled', filled: qty }]);
    });

    test('an order that was rejected is not listed as working', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = seat.submit({ qty: HUGE, tif: 'FOK' });
      await seat.hears(id, 'canceled', 'rejected');
      const states = (await orders(seat)).map(({ state }) => state);
      expect(states.filter((state) => state === 'working')).toEqual([]);
    });

    test('fills are those that were reported', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.touch();
      const { id } = seat.submit({ qty: HUGE, tif: 'IOC' });
      await seat.hears(id, 'canceled');
      const told = (await fills(seat)).map(({ fill }) => fill);
      expect(told).toEqual(seat.fills(id));
    });

    test('a position is the sum of its fills', async () => {
      const seat = await BrokerSeat.at(open());
      const { qty, instrument, product } = await seat.done();
      expect(await positions(seat)).toMatchObject([{ instrument, product, qty }]);
    });

    test('what was bought and sold again is flat', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.done();
      await seat.done({ side: 'sell' });
      expect(await positions(seat)).toEqual([]);
    });

    test('products are held apart', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.done({ product: 'delivery' });
      await seat.done({ product: 'intraday', side: 'sell' });
      const held = (await positions(seat)).map(({ product, qty }) => [product, Math.sign(qty)]);
      expect(held.map(String).toSorted((one, other) => one.localeCompare(other))).toEqual([
        'delivery,1',
        'intraday,-1',
      ]);
    });
  });
}

function describeAskedForNews(open: OpenBroker): void {
  describe('asked about an account', () => {
    test('behind a mark is at least what has changed since, and what is at work', async () => {
      const seat = await BrokerSeat.at(open());
      const works = await seat.resting();
      await seat.done();
      const [{ mark }] = [await seat.ask({ type: 'orders' })] as [{ readonly mark?: number }];
      const { id } = await seat.done();
      const after = mark ?? 0;
      const [listed, traded] = [
        await seat.ask({ type: 'orders', after }),
        await seat.ask({ type: 'fills', after }),
      ];
      const named = (of: readonly (BrokerOrder | BrokerFill)[]): readonly (string | null)[] =>
        of.map(({ order }) => order);
      if (listed.type !== 'orders' || !listed.result.ok) throw new Error('no orders');
      if (traded.type !== 'fills' || !traded.result.ok) throw new Error('no fills');
      expect(named(listed.result.value)).toEqual(expect.arrayContaining([works.id, id]));
      expect(named(traded.result.value)).toContain(id);
    });
  });
}

function describeWhatIsNotFound(open: OpenBroker): void {
  describe('asked about an account', () => {
    test('an order is found by its name, with its fills', async () => {
      const seat = await BrokerSeat.at(open());
      const { id } = await seat.done();
      const found = await foundOrder(seat, id);
      expect(found?.order.order).toBe(id);
      expect(found?.fills.map(({ fill }) => fill)).toEqual(seat.fills(id));
    });

    test('an order that never was is proved not to be', async () => {
      const seat = await BrokerSeat.at(open());
      expect(await foundOrder(seat, toOrderId('0000NONE000009'))).toBeNull();
    });

    test('another account has nothing of it', async () => {
      const seat = await BrokerSeat.at(open());
      await seat.done();
      const answer = await seat.ask({ type: 'positions' }, toAccountId('ANOTHER'));
      expect(answer).toMatchObject({ result: { ok: true, value: [] } });
    });

    test('a call that is aborted is answered so, not with nothing', async () => {
      const seat = await BrokerSeat.at(open());
      const call = { ...patient, signal: AbortSignal.abort() };
      const asked = seat.adapter.accounts?.ask(account, { type: 'orders' }, call);
      if (asked === undefined) throw new Error('it cannot be asked');
      expect(await seat.answer(asked)).toMatchObject({
        type: 'orders',
        result: { ok: false, refusal: { code: 'ABORTED' } },
      });
    });
  });
}

function describeToldWhatWasRecovered(open: OpenBroker): void {
  describe('told what was recovered', () => {
    test('an order that worked can be canceled', async () => {
      const seat = await restored(open, [recovered(4)]);
      seat.cancel({ account, id: recoveredId });
      await seat.hears(recoveredId, 'canceled');
      expect(seat.said(recoveredId)).toEqual(['canceled']);
    });

    test('an order that worked is listed with what it had filled', async () => {
      const seat = await restored(open, [recovered(4)]);
      expect(await orders(seat)).toMatchObject([
        { order: recoveredId, filled: 4, state: 'working' },
      ]);
    });

    test('the same id is not taken again', async () => {
      const seat = await restored(open, [recovered(4)]);
      seat.submit({ id: recoveredId });
      await seat.broker.pass(1000);
      expect(seat.said(recoveredId)).toEqual([]);
      expect(seat.faults).toHaveLength(1);
    });

    test('positions go on from what was held', async () => {
      const seat = await restored(open, [], 7);
      const { qty } = await seat.done();
      expect(await positions(seat)).toMatchObject([{ qty: 7 + qty }]);
    });
  });
}
