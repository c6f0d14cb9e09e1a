import { toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { TradingRig, aQuote, anIndex, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;

function working(cash = 10_000_00n): { readonly rig: TradingRig; readonly order: OrderId } {
  const rig = new TradingRig({ cash });
  rig.feed(aQuote());
  const order = rig.work({ terms: limit });
  rig.said();
  return { rig, order };
}

const cashOf = (rig: TradingRig): bigint =>
  rig.machine.book.balance('MAIN/cash', rupees(0n).currency);
const qtyOf = (rig: TradingRig): number | undefined => rig.machine.positions().at(0)?.qty;

describe('a fill', () => {
  test('of a part is told, and what is left stays held', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 4 });
    expect([rig.said(), rig.machine.book.holdOf(order)?.money]).toEqual([
      ['filled', 'hold posted', 'entry fill', 'position 4'],
      rupees(60_000n),
    ]);
  });

  test('of all releases the hold', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 10 });
    expect(rig.said()).toEqual(['filled', 'hold released', 'entry fill', 'position 10']);
  });

  test('moves cash and charges', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 10, price: 9_990, fee: rupees(15n) });
    expect(cashOf(rig)).toBe(1_000_000n - 99_900n - 15n);
  });

  test('of a sale frees the part of the holdings that was set aside', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 10 });
    const sale = rig.work({ side: 'sell', terms: limit });
    rig.fill(sale, { qty: 3 });
    expect([rig.machine.book.holdOf(sale)?.qty, qtyOf(rig)]).toEqual([7, 7]);
  });

  test('before the acceptance counts all the same', () => {
    const rig = new TradingRig();
    rig.feed(aQuote());
    rig.fill(rig.submit({ terms: limit }), { qty: 4 });
    expect(qtyOf(rig)).toBe(4);
  });

  test('that only an amendment on its way allows shows that it was taken', () => {
    const { rig, order } = working(10_000_000n);
    rig.amend(order, 30, limit);
    rig.said();
    rig.fill(order, { qty: 20 });
    expect(rig.said()).toEqual(['updated', 'filled', 'hold posted', 'entry fill', 'position 20']);
    rig.report(order, { type: 'updated', qty: toQuantity(30), terms: limit });
    rig.fill(order, { trade: 'T-2', qty: 10 });
    expect(rig.machine.order(order)?.state).toBe('FILLED');
    rig.report(order, { type: 'updated', qty: toQuantity(30), terms: limit });
    expect(rig.of('anomaly')).toEqual([]);
  });

  test('that not even an amendment on its way allows is too large', () => {
    const { rig, order } = working(10_000_000n);
    rig.amend(order, 15, limit);
    rig.said();
    rig.fill(order, { qty: 16 });
    expect(rig.said()).toContain('tooLargeFill');
  });

  test('that comes twice is dropped and counted', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.said();
    rig.fill(order, { trade: 'T', qty: 4 });
    expect([rig.said(), qtyOf(rig)]).toEqual([['duplicateFill'], 4]);
  });

  test('of nothing is dropped and counted', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 0 });
    expect(rig.said()).toEqual(['transitionRefused']);
  });

  test('that costs more than there is is booked and shown', () => {
    const { rig, order } = working(100_000n);
    rig.fill(order, { qty: 10, price: 10_001 });
    expect([rig.said().at(-1), cashOf(rig)]).toEqual(['overdrawn', -10n]);
  });
});

describe('a late fill', () => {
  function late(): { readonly rig: TradingRig; readonly order: OrderId } {
    const { rig, order } = working();
    rig.report(order, { type: 'canceled', reason: null });
    rig.said();
    rig.fill(order, { qty: 4 });
    return { rig, order };
  }

  test('is booked, noted, and makes the account REDUCING', () => {
    expect(late().rig.said()).toEqual([
      'filled',
      'entry fill',
      'position 4',
      'lateFill',
      'REDUCING',
    ]);
  });

  test('is flagged', () => {
    const { rig, order } = late();
    expect(rig.machine.order(order)?.fills.at(0)?.flags).toEqual(['late']);
  });

  test('in a halted account leaves it halted', () => {
    const { rig, order } = working();
    rig.setState('HALTED');
    rig.report(order, { type: 'canceled', reason: null });
    rig.said();
    rig.fill(order, { qty: 4 });
    expect(rig.said()).not.toContain('REDUCING');
  });

  test('of an order denied here is booked too', () => {
    const { rig } = working();
    rig.fill(rig.submit({ terms: { type: 'limit', limit: toPrice(1) } }), { qty: 4 });
    expect([qtyOf(rig), rig.machine.counters.lateFill]).toEqual([4, 1]);
  });
});

describe('a fill that is too large', () => {
  test('is booked, noted, and makes the account REDUCING', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 11 });
    expect(rig.said()).toEqual([
      'filled',
      'hold released',
      'entry fill',
      'position 11',
      'tooLargeFill',
      'REDUCING',
    ]);
  });

  test('after the order has filled is late as well', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'A', qty: 10 });
    rig.fill(order, { trade: 'B', qty: 1 });
    expect(rig.machine.order(order)?.fills.at(1)?.flags).toEqual(['late', 'tooLarge']);
  });

  test('leaves room only for orders that reduce', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 11 });
    const more = rig.submit({ terms: limit });
    const less = rig.submit({ side: 'sell', qty: toQuantity(11), terms: limit });
    expect([rig.machine.order(more)?.state, rig.machine.order(less)?.state]).toEqual([
      'DENIED',
      'SUBMITTED',
    ]);
  });

  test('of a sale makes the position short', () => {
    const { rig, order } = working();
    rig.fill(order, { qty: 10 });
    rig.fill(rig.work({ side: 'sell', terms: limit }), { qty: 12 });
    expect(qtyOf(rig)).toBe(-2);
  });
});

describe('a fill under the id of another', () => {
  test('is booked beside it, noted, and makes the account REDUCING', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.said();
    rig.fill(order, { trade: 'T', qty: 5 });
    expect([rig.said().slice(-2), qtyOf(rig)]).toEqual([['duplicateFill', 'REDUCING'], 9]);
  });
});

describe('a fill that cannot be booked', () => {
  test('because nobody knows its order is noted and makes the account REDUCING', () => {
    const { rig } = working();
    rig.fill(toOrderId('0000TEST00000Z'));
    expect(rig.said()).toEqual(['unknownOrder', 'REDUCING']);
  });

  test('because nobody knows its instrument is noted and makes the account REDUCING', () => {
    const { rig } = working();
    const order = rig.submit({ instrument: anIndex().id });
    rig.said();
    rig.fill(order);
    expect(rig.said()).toEqual(['unknownOrder', 'REDUCING']);
  });
});

describe('a bust', () => {
  test('takes the fill’s cash, charges and quantity back', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4, fee: rupees(9n) });
    rig.bust(order, 'T');
    expect([cashOf(rig), qtyOf(rig)]).toEqual([1_000_000n, 0]);
  });

  test('of a part of a working order holds for it again', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.said();
    rig.bust(order, 'T');
    expect([rig.said(), rig.machine.book.holdOf(order)?.money]).toEqual([
      ['busted', 'hold posted', 'entry bust', 'position 0'],
      rupees(100_000n),
    ]);
  });

  test('of a filled order opens it again with a hold', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 10 });
    rig.bust(order, 'T');
    expect([rig.machine.openOrders().length, rig.machine.book.holdOf(order)?.money]).toEqual([
      1,
      rupees(100_000n),
    ]);
  });

  test('of a cancelled order leaves it closed without a hold', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.report(order, { type: 'canceled', reason: null });
    rig.bust(order, 'T');
    expect([rig.machine.openOrders(), rig.machine.book.holdOf(order)]).toEqual([[], undefined]);
  });

  test('gives the position back the cost it had', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'A', qty: 4, price: 9_000 });
    rig.fill(order, { trade: 'B', qty: 4, price: 10_000 });
    rig.bust(order, 'B');
    expect(rig.machine.positions().at(0)?.cost).toBe(36_000n);
  });

  test('after another one still gives back the cost of its own fill', () => {
    const { rig, order } = working();
    for (const [trade, price] of [
      ['A', 9_000],
      ['B', 9_500],
      ['C', 10_000],
    ] as const) {
      rig.fill(order, { trade, qty: 2, price });
    }
    rig.bust(order, 'A');
    rig.bust(order, 'B');
    expect(rig.machine.positions().at(0)?.cost).toBe(20_000n);
  });

  test('of the same trade twice is counted', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.bust(order, 'T');
    rig.said();
    rig.bust(order, 'T');
    expect(rig.said()).toEqual(['unknownTrade']);
  });

  test('followed by the same trade again books it anew', () => {
    const { rig, order } = working();
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.bust(order, 'T');
    rig.fill(order, { trade: 'T', qty: 4 });
    rig.bust(order, 'T');
    expect([
      rig
        .of('entry')
        .map(({ entry }) => entry)
        .slice(-4),
      qtyOf(rig),
    ]).toEqual([
      [`fill/${order}/T`, `bust/${order}/T`, `fill/${order}/T/2`, `bust/${order}/T/2`],
      0,
    ]);
  });
});
