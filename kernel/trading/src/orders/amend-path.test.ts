import { toPrice, toQuantity, toStrategyId, type OrderId } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { TradingRig, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });

/** A rig with one working order to buy 10 at 100.00, of which some may be filled. */
function working(
  filled = 0,
  cash = 10_000_00n,
): { readonly rig: TradingRig; readonly order: OrderId } {
  const rig = new TradingRig({ cash });
  rig.feed(aQuote());
  const order = rig.work({ terms: limit(10_000) });
  if (filled > 0) rig.fill(order, { qty: filled });
  rig.said();
  return { rig, order };
}

const heldBy = (rig: TradingRig, order: OrderId): bigint | undefined =>
  rig.machine.book.holdOf(order)?.money.amount;

describe('an amendment', () => {
  test('that needs more sets it aside before it leaves', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    expect([rig.said(), heldBy(rig, order)]).toEqual([['hold placed', 'pendingUpdate'], 200_000n]);
  });

  test('that needs less gives nothing back before the broker confirms', () => {
    const { rig, order } = working();
    rig.amend(order, 5, limit(10_000));
    expect([rig.said(), heldBy(rig, order)]).toEqual([['pendingUpdate'], 100_000n]);
  });

  test('that needs less gives the rest back once the broker confirms', () => {
    const { rig, order } = working();
    rig.amend(order, 5, limit(10_000));
    rig.report(order, { type: 'updated', qty: toQuantity(5), terms: limit(10_000) });
    expect(heldBy(rig, order)).toBe(50_000n);
  });

  test('leaves for the broker with its quantity and terms', () => {
    const { rig, order } = working();
    rig.amend(order, 5, limit(9_000));
    expect(rig.effects.at(-1)).toMatchObject({ type: 'amend', order, qty: 5, terms: limit(9_000) });
  });

  test('that the broker refuses gives back what it had set aside', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.report(order, { type: 'modifyRejected', reason: 'too late' });
    expect([rig.machine.order(order)?.state, heldBy(rig, order)]).toEqual(['ACCEPTED', 100_000n]);
  });

  test('confirmed with another quantity than asked holds for that one', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.report(order, { type: 'updated', qty: toQuantity(15), terms: limit(10_000) });
    expect(heldBy(rig, order)).toBe(150_000n);
  });

  test('confirmed with more than asked holds for it whatever is free', () => {
    const { rig, order } = working(0, 200_000n);
    rig.amend(order, 20, limit(10_000));
    rig.report(order, { type: 'updated', qty: toQuantity(25), terms: limit(10_000) });
    expect(heldBy(rig, order)).toBe(250_000n);
  });

  test('may follow when a bust opens an order again that had closed over an earlier one', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.fill(order, { trade: 'T', qty: 10 });
    rig.bust(order, 'T');
    rig.amend(order, 15, limit(10_000));
    expect(rig.machine.order(order)?.state).toBe('PENDING_UPDATE');
  });

  test('that fails a check shows as asked for and refused, and stays here', () => {
    const { rig, order } = working();
    const sent = rig.effects.length;
    rig.amend(order, 10, limit(10_001));
    expect([rig.said(), rig.effects.length - sent]).toEqual([
      ['pendingUpdate', 'modifyRejected'],
      0,
    ]);
  });

  test('that fails a check leaves the order as it was, with the reason', () => {
    const { rig, order } = working();
    rig.amend(order, 10, limit(10_001));
    const { state, pending, qty, reason } = rig.machine.order(order) ?? {};
    expect([state, pending, qty, reason]).toEqual([
      'ACCEPTED',
      null,
      10,
      'PRICE_OFF_TICK: price 100.01, tick 0.05',
    ]);
  });

  test.each([
    [20, 'PENDING_UPDATE'],
    [21, 'ACCEPTED'],
  ])('to %i with cash for 20 leaves the order %s', (qty, state) => {
    const { rig, order } = working(0, 200_000n);
    rig.amend(order, qty, limit(10_000));
    expect(rig.machine.order(order)?.state).toBe(state);
  });

  test('counts only what is left to fill', () => {
    const { rig, order } = working(4, 200_000n);
    rig.amend(order, 20, limit(10_000));
    expect(heldBy(rig, order)).toBe(160_000n);
  });

  test('to no more than is filled is refused', () => {
    const { rig, order } = working(4);
    rig.amend(order, 4, limit(10_000));
    expect(rig.machine.order(order)?.reason).toMatch(/^QTY_NOT_ABOVE_FILLED/);
  });

  test('is refused while the account is halted', () => {
    const { rig, order } = working();
    rig.setState('HALTED');
    rig.amend(order, 5, limit(10_000));
    expect(rig.machine.order(order)?.reason).toMatch(/^ACCOUNT_HALTED/);
  });
});

describe('an amendment is refused as a command', () => {
  const refusalOf = (rig: TradingRig): string | undefined =>
    rig.of('anomaly').at(-1)?.detail.split(':')[0];

  test('while another one waits for its answer', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.amend(order, 30, limit(10_000));
    expect(refusalOf(rig)).toBe('REQUEST_PENDING');
  });

  test('while a cancel waits for its answer', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.amend(order, 30, limit(10_000));
    expect(refusalOf(rig)).toBe('REQUEST_PENDING');
  });

  test('of a closed order', () => {
    const { rig, order } = working(10);
    rig.amend(order, 30, limit(10_000));
    expect(refusalOf(rig)).toBe('ORDER_NOT_OPEN');
  });

  test('of an order nobody knows', () => {
    const { rig, order } = working();
    rig.command({
      type: 'amend',
      order: `${order}1` as OrderId,
      qty: toQuantity(1),
      terms: limit(1),
    });
    expect(refusalOf(rig)).toBe('ORDER_UNKNOWN');
  });

  test('of another strategy’s order', () => {
    const { rig, order } = working();
    const body = { type: 'amend', order, qty: toQuantity(5), terms: limit(10_000) } as const;
    rig.command(body, { strategy: toStrategyId('OTHER') });
    expect(refusalOf(rig)).toBe('ORDER_FOREIGN');
  });
});

describe('an amendment that crosses a fill', () => {
  test('keeps the larger quantity covered until the broker answers', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.fill(order, { qty: 5 });
    expect(heldBy(rig, order)).toBe(150_000n);
  });

  test('refused after a partial fill holds for what is left of the old quantity', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.fill(order, { qty: 5 });
    rig.report(order, { type: 'modifyRejected', reason: 'too late' });
    expect([rig.machine.order(order)?.state, heldBy(rig, order)]).toEqual([
      'PARTIALLY_FILLED',
      50_000n,
    ]);
  });

  test('confirmed after a partial fill holds for what is left of the new quantity', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(11_000));
    rig.fill(order, { qty: 5 });
    rig.report(order, { type: 'updated', qty: toQuantity(20), terms: limit(11_000) });
    expect(heldBy(rig, order)).toBe(165_000n);
  });

  test('confirmed at what has filled meanwhile closes the order', () => {
    const { rig, order } = working();
    rig.amend(order, 5, limit(10_000));
    rig.fill(order, { qty: 5 });
    rig.report(order, { type: 'updated', qty: toQuantity(5), terms: limit(10_000) });
    expect([rig.machine.order(order)?.state, heldBy(rig, order)]).toEqual(['FILLED', undefined]);
  });

  test('of a sale covers the larger quantity', () => {
    const { rig, order: buy } = working();
    rig.fill(buy, { qty: 10 });
    const order = rig.work({ side: 'sell', qty: toQuantity(4), terms: limit(10_000) });
    rig.amend(order, 8, limit(10_000));
    rig.fill(order, { qty: 1 });
    expect(rig.machine.book.holdOf(order)?.qty).toBe(7);
  });

  test('leaves no hold when the order is cancelled instead', () => {
    const { rig, order } = working();
    rig.amend(order, 20, limit(10_000));
    rig.cancel(order);
    rig.report(order, { type: 'canceled', reason: null });
    expect(heldBy(rig, order)).toBeUndefined();
  });
});
