import { toBrokerOrderId, toInstrumentId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import { EXTERNAL_BOOK, type OrderRequest } from 'argosy/domain';
import { TradingRig, aFill, anAccount, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const id = toOrderId('external/1');
const brokerId = toBrokerOrderId('B-9');
const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const { flags: _, ...fill } = aFill({ trade: 'T-9', qty: 4 });

function aForeignRequest(changes: Partial<OrderRequest> = {}): OrderRequest {
  return anOrderRequest({ id, book: EXTERNAL_BOOK, strategy: null, terms: limit, ...changes });
}

function aRig(changes: Partial<OrderRequest> = {}): TradingRig {
  const rig = new TradingRig({ cash: 500_000n });
  rig.said();
  rig.report(id, { type: 'external', brokerId, request: aForeignRequest(changes) });
  return rig;
}

describe('an order that was placed elsewhere', () => {
  test('works, under the broker’s id, with what it needs set aside', () => {
    const rig = aRig();
    expect(rig.said()).toEqual(['initialized', 'accepted', 'hold posted']);
    expect(rig.machine.order(id)).toMatchObject({ state: 'ACCEPTED', brokerId });
    expect(rig.machine.book.held(anAccount().id, rupees(0n).currency)).toBe(100_000n);
  });

  test('leaves nothing for the broker to do', () => {
    expect(aRig().effects).toEqual([]);
  });

  test('fills like any other, and its fills say where they are from', () => {
    const rig = aRig();
    rig.fill(id, { trade: 'T-9', qty: 4 });
    expect(rig.machine.order(id)?.fills.map(({ flags }) => flags)).toEqual([['external']]);
    expect(rig.machine.positions()).toMatchObject([{ key: { book: EXTERNAL_BOOK }, qty: 4 }]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('can be canceled from here', () => {
    const rig = aRig();
    rig.command({ type: 'cancel', order: id }, { strategy: null });
    expect(rig.effects).toEqual([{ type: 'cancel', account: anAccount().id, order: id }]);
  });

  test('is taken in once', () => {
    const rig = aRig();
    rig.said();
    rig.report(id, { type: 'external', brokerId, request: aForeignRequest() });
    expect(rig.said()).toEqual(['transitionRefused']);
  });

  test('of an instrument that is not traded here is noted and not booked', () => {
    const rig = aRig({ instrument: toInstrumentId('OTHER.NSE') });
    expect(rig.said()).toEqual(['unknownOrder']);
  });
});

describe('a fill that nobody reported', () => {
  test('of an order of ours is booked and flagged', () => {
    const rig = new TradingRig();
    const order = rig.work({ terms: limit });
    rig.report(order, { type: 'inferred', fill, request: null });
    expect(rig.machine.order(order)?.fills.map(({ flags }) => flags)).toEqual([['reconciled']]);
    expect(rig.machine.positions()).toMatchObject([{ qty: 4 }]);
  });

  test('that shows in a position alone is booked in the external book, with an alert', () => {
    const rig = new TradingRig({ cash: 500_000n });
    rig.said();
    const request = aForeignRequest({
      side: 'sell',
      qty: toQuantity(4),
      terms: { type: 'market' },
    });
    rig.report(id, { type: 'inferred', fill, request });
    expect(rig.said()).toEqual([
      'initialized',
      'accepted',
      'hold posted',
      'positionDiffers',
      'filled',
      'hold released',
      'entry fill',
      'position -4',
    ]);
    const [order] = rig.machine.closedOrders();
    expect(order?.fills.map(({ flags }) => flags)).toEqual([['reconciled', 'external']]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('of an order nobody knows is noted, and the account only reduces', () => {
    const rig = new TradingRig();
    rig.said();
    rig.report(id, { type: 'inferred', fill, request: null });
    expect(rig.said()).toEqual(['unknownOrder', 'REDUCING']);
  });
});
