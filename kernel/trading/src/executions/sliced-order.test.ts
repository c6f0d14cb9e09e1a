import { toOrderId, toQuantity, toTimestamp, type OrderId } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { iceberg } from 'argosy/orders';
import { aLimit, aQuote, aTouch, orderId, plainMatrix, rupees, SlicedRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const noon = toTimestamp(12 * HOUR);

describe('an order that shows a part of itself, at a venue that hides none', () => {
  test('is at the venue with that part alone, and with the next once it has filled', () => {
    const rig = new SlicedRig();
    rig.show(30);
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
    rig.fill(rig.child(0), { qty: 29, price: 9_000, trade: 'A' });
    expect(rig.left()).toEqual([]);
    rig.fill(rig.child(0), { qty: 1, price: 9_000, trade: 'B' });
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
    expect(rig.progress).toMatchObject({ filled: 30, open: 30, left: 40 });
  });

  test('is filled once its last part is, which is what is left', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.fillParts(30, 30, 30, 10);
    expect(rig.progress).toMatchObject({ outcome: 'filled', children: 4, averagePrice: 9_000 });
    expect(rig.held).toBe(0n);
  });

  test('says nothing to its venue of what it hides', () => {
    const rig = new SlicedRig();
    rig.show(30);
    const [sent] = rig.effects;
    expect(sent).toMatchObject({ type: 'submit', order: rig.child(0) });
    expect(sent?.type === 'submit' ? sent.request.instructions : null).toBeUndefined();
  });

  test('is its venue’s where that can hide', () => {
    const { limit } = plainMatrix;
    if (limit === undefined) throw new Error('it takes limits');
    const rig = new SlicedRig({ limits: { matrix: { limit: { ...limit, flags: ['display'] } } } });
    rig.show(30);
    expect(rig.machine.executions()).toEqual([]);
    expect(rig.left()).toEqual(['submit limit 100 at 9000']);
  });

  test('is refused where nothing is to be emulated', () => {
    const rig = new SlicedRig({ limits: { unsupported: 'refuse' } });
    rig.show(30);
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('is refused where it is for the opening: nothing is shown there', () => {
    const rig = new SlicedRig();
    rig.show(30, { tif: 'AT_OPEN' });
    expect(rig.said()).toEqual(['initialized', 'denied']);
    expect(rig.left()).toEqual([]);
  });
});

describe('as the whole that it is', () => {
  test('it sets aside what it needs, whatever of it is out', () => {
    const rig = new SlicedRig();
    rig.show(30);
    expect(rig.held).toBe(9_000_00n);
    rig.fill(rig.child(0), { qty: 10, price: 9_000, trade: 'A' });
    expect(rig.held).toBe(8_100_00n);
    rig.fill(rig.child(0), { qty: 20, price: 9_000, trade: 'B' });
    expect(rig.held).toBe(6_300_00n);
    rig.report(rig.child(1), { type: 'canceled', reason: null });
    expect(rig.held).toBe(6_300_00n);
  });

  test('it leaves nothing to others that it needs later', () => {
    const rig = new SlicedRig();
    rig.show(30);
    const other = rig.submit({ id: orderId(6), qty: toQuantity(20), terms: aLimit(9_000) });
    expect(rig.machine.order(other)).toMatchObject({ state: 'DENIED' });
  });

  test('a sale sets aside what it sells', () => {
    const rig = new SlicedRig();
    rig.hold(50);
    rig.show(10, { side: 'sell', qty: toQuantity(50), terms: aLimit(11_000) });
    const other = rig.submit({ id: orderId(6), side: 'sell', terms: aLimit(11_000) });
    expect(rig.machine.order(other)?.reason).toMatch(/^INSUFFICIENT_HOLDINGS/u);
  });

  test.each<[string, Partial<OrderRequest>, string]>([
    ['what it cannot pay', { qty: toQuantity(120) }, 'INSUFFICIENT_CASH'],
    ['what it has not got', { side: 'sell', terms: aLimit(11_000) }, 'INSUFFICIENT_HOLDINGS'],
    ['more than an order may be', { qty: toQuantity(101) }, 'ORDER_QTY_LIMIT'],
    ['less than it shows', { qty: toQuantity(20) }, 'DISPLAY_OUT_OF_BOUNDS'],
    ['an end that is past', { tif: 'GTD' }, 'EXPIRY_PAST'],
  ])('it is denied for %s, and nothing leaves', (_, changes, code) => {
    const rig = new SlicedRig();
    if (code === 'ORDER_QTY_LIMIT') rig.setOrderQty(100);
    const expiresAt = changes.tif === 'GTD' ? { expiresAt: toTimestamp(1) } : {};
    rig.show(30, changes, expiresAt);
    expect(rig.progress).toMatchObject({ outcome: 'denied', children: 0 });
    expect(rig.progress.reason).toMatch(new RegExp(`^${code}`, 'u'));
    expect([rig.left(), rig.held]).toEqual([[], 0n]);
  });

  test('it is denied for an instrument that nobody lists, one for the day too', () => {
    const rig = new SlicedRig();
    rig.show(30, { instrument: aQuote({ instrument: 'NONE.NSE' }).instrument, tif: 'DAY' });
    expect(rig.progress.reason).toMatch(/^INSTRUMENT_UNKNOWN/u);
  });
});

describe('a cancel', () => {
  test('that a fill of the part at work crosses still ends it: no part follows', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.cancel(rig.id);
    rig.fill(rig.child(0), { qty: 30, price: 9_000 });
    expect(rig.left()).toEqual(['submit limit 30 at 9000', 'cancel']);
    expect(rig.progress).toMatchObject({ outcome: 'canceled', filled: 30, left: 70 });
    expect(rig.held).toBe(0n);
  });

  test('that its broker refuses is asked for again until the part is gone', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.cancel(rig.id);
    expect(rig.held).toBe(2_700_00n);
    rig.report(rig.child(0), { type: 'cancelRejected', reason: 'busy' });
    rig.pass(2);
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    expect(rig.left().slice(1)).toEqual(['cancel', 'cancel']);
    expect(rig.progress).toMatchObject({ outcome: 'canceled', left: 100 });
  });
});

describe('an amendment', () => {
  test('of the limit takes the part back and sends it anew', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.amend(rig.id, 100, aLimit(9_100));
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.pass(2);
    expect(rig.left().slice(1)).toEqual(['cancel', 'submit limit 30 at 9100']);
    expect(rig.held).toBe(9_100_00n);
  });

  test('of the size leaves the part at work, and sets aside what it needs more', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.amend(rig.id, 110, aLimit(9_000));
    expect(rig.left()).toHaveLength(1);
    expect(rig.held).toBe(9_900_00n);
    rig.amend(rig.id, 40, aLimit(9_000));
    expect(rig.held).toBe(3_600_00n);
  });

  test.each([
    ['to more than can be paid', 112, 'INSUFFICIENT_CASH'],
    ['to less than is shown', 20, 'NOT_AMENDABLE'],
  ])('%s is refused, and it stays as it is', (_, qty, code) => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.amend(rig.id, qty, aLimit(9_000));
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(new RegExp(code, 'u'));
    expect([rig.progress.qty, rig.held]).toEqual([100, 9_000_00n]);
  });
});

describe('what becomes of it', () => {
  test.each([
    ['for the day, with that', 'DAY', {}, 24 * HOUR],
    ['until an instant, then', 'GTD', { expiresAt: noon }, noon],
  ] as const)('%s', (_, tif, also, end) => {
    const rig = new SlicedRig();
    rig.show(30, { tif }, also);
    expect(rig.machine.executions()[0]?.plan.endAt).toBe(end);
    expect(rig.machine.nextWorkAt).toBe(end);
  });

  test('without an end it wakes nobody', () => {
    const rig = new SlicedRig();
    rig.show(30);
    expect(rig.machine.nextWorkAt).toBe(Number.POSITIVE_INFINITY);
  });

  test('an answer that is lost leaves its part at work, and sends no other', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.report(rig.child(0), { type: 'unanswered', request: 'submit' });
    rig.pass(20);
    expect(rig.left()).toHaveLength(1);
    rig.fill(rig.child(0), { qty: 30, price: 9_000 });
    expect(rig.left()).toHaveLength(1);
  });

  test('a fill that is taken back is the part’s again', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.fill(rig.child(0), { qty: 10, price: 9_000, trade: 'A' });
    rig.bust(rig.child(0), 'A');
    expect(rig.progress).toMatchObject({ filled: 0, open: 30, left: 70 });
    expect(rig.held).toBe(9_000_00n);
  });

  test('a halt holds the next part, and all stays set aside', () => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.setState('HALTED');
    rig.fill(rig.child(0), { qty: 30, price: 9_000 });
    expect(rig.progress).toMatchObject({ held: 'ACCOUNT_HALTED', open: 0 });
    expect(rig.held).toBe(6_300_00n);
    rig.setState('ACTIVE');
    expect(rig.progress).toMatchObject({ held: null, open: 30 });
  });

  test.each(['recover', 'resume', 'restart', 'recall'] as const)('by %s it goes on', (how) => {
    const rig = new SlicedRig();
    rig.show(30);
    rig.fillParts(30);
    rig[how]();
    rig.quote(10_000);
    rig.fill(rig.child(1), { qty: 30, price: 9_000, trade: 'T-1' });
    expect(rig.progress).toMatchObject({ filled: 60, open: 30, left: 10 });
    expect(rig.held).toBe(3_600_00n);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('what a person has confirmed is so for each part of it', () => {
    const soft = new Map([[rupees(0n).currency, rupees(1_000_00n).amount]]);
    const rig = new SlicedRig({
      limits: { rules: { confirmAbove: soft } },
    });
    rig.show(30);
    expect(rig.progress.reason).toMatch(/^CONFIRMATION_NEEDED/u);
    const request = { ...rig.hidden(30), id: orderId(6) };
    rig.said();
    rig.command(
      { type: 'submitConfirmed', request, touch: aTouch(), confirmation: 'C-7' },
      { strategy: null },
    );
    expect(rig.said()).toContain('orderConfirmed');
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
  });
});

test('a plan of parts cannot be shown in parts again', () => {
  const rig = new SlicedRig();
  const plan = iceberg({ shown: toQuantity(30), until: noon });
  rig.command({ type: 'execute', request: rig.hidden(30), touch: aTouch(), plan });
  expect(rig.progress.reason).toMatch(/^BAD_EXECUTION.*so does its display/u);
});

test('the id of a part is no name for one', () => {
  const rig = new SlicedRig();
  const id: OrderId = toOrderId('0000TEST0000050');
  rig.show(30, { id });
  expect(rig.of('anomaly').at(-1)?.detail).toMatch(/BAD_ORDER_ID/u);
});
