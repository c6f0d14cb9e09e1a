import { toPositionId, toPrice, toQuantity } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import {
  aLimit,
  anAccount,
  anInstrument,
  aStop,
  nthRequest,
  orderId,
  rupees,
  SlicedRig,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const touched: OrderTerms = {
  type: 'limitIfTouched',
  trigger: toPrice(9_000),
  limit: toPrice(9_000),
};

/** A rig whose order of a hundred has been touched: its first thirty are out. */
function fired(): SlicedRig {
  const rig = new SlicedRig();
  rig.show(30, { terms: touched });
  rig.quote(8_995, 9_000);
  rig.left();
  rig.said();
  return rig;
}

describe('an order that waits for its price, at a venue that hides nothing', () => {
  test('goes out part by part once that has come, and stays the order it was', () => {
    const rig = new SlicedRig();
    rig.show(30, { terms: touched });
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'EMULATED' });
    expect(rig.left()).toEqual([]);
    rig.quote(8_995, 9_000);
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'IN_PARTS', qty: 100, filled: 0 });
  });

  test('counts what its parts have filled, and ends with the last of them', () => {
    const rig = fired();
    rig.fillParts(30, 30, 30);
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'IN_PARTS', filled: 90 });
    rig.fill(rig.child(3), { qty: 10, price: 9_000, trade: 'last' });
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'FILLED', filledValue: 900_000n });
    expect(rig.held).toBe(0n);
  });

  test('books each fill once', () => {
    const rig = fired();
    rig.fillParts(30, 30);
    expect(rig.of('entry')).toHaveLength(2);
    expect(rig.machine.positions()[0]).toMatchObject({ qty: 60 });
  });

  test('sets aside what the whole of it needs, under its own id alone', () => {
    const rig = fired();
    expect(rig.held).toBe(9_000_00n);
    expect(rig.machine.book.holdOf(rig.child(0))).toBeUndefined();
    rig.fillParts(30);
    expect(rig.held).toBe(6_300_00n);
  });

  test('has ended only once its part has', () => {
    const rig = fired();
    rig.cancel(rig.id);
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'IN_PARTS', pending: 'cancel' });
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'CANCELED', filled: 0 });
    rig.pass(5);
    expect(rig.left()).toEqual(['cancel']);
  });

  test('asks again for the end of a part that its venue did not let go', () => {
    const rig = fired();
    rig.cancel(rig.id);
    rig.report(rig.child(0), { type: 'cancelRejected', reason: 'no' });
    rig.pass(1);
    expect(rig.left()).toEqual(['cancel', 'cancel']);
  });

  test('is smaller once the part that is too large for that has ended', () => {
    const rig = fired();
    rig.fillParts(30);
    rig.left();
    rig.amend(rig.id, 40, aLimit(9_000));
    expect(rig.machine.order(rig.id)).toMatchObject({ qty: 100, pending: 'update' });
    expect(rig.left()).toEqual(['cancel']);
    rig.report(rig.child(1), { type: 'canceled', reason: null });
    expect(rig.machine.order(rig.id)).toMatchObject({ qty: 40, pending: null });
    rig.pass(2);
    expect(rig.left()).toEqual(['submit limit 10 at 9000']);
  });

  test('is done where more has filled by then than it was to have', () => {
    const rig = fired();
    rig.amend(rig.id, 30, aLimit(9_000));
    rig.said();
    rig.fillParts(30);
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'FILLED', qty: 30 });
  });

  test('is smaller at once where only what is not out has to be', () => {
    const rig = fired();
    rig.amend(rig.id, 50, aLimit(9_000));
    expect(rig.machine.order(rig.id)).toMatchObject({ qty: 50, pending: null });
    expect(rig.left()).toEqual([]);
  });

  test('has no part of it changed behind its back into more than it has', () => {
    const rig = fired();
    rig.report(rig.child(0), {
      type: 'updated',
      qty: toQuantity(120),
      terms: aLimit(9_000),
    });
    expect(rig.left()).toEqual(['cancel']);
  });

  test('takes no word of its venue for itself: that has only its parts', () => {
    const rig = fired();
    for (const body of [
      { type: 'canceled', reason: null },
      { type: 'rejected', reason: 'no' },
      { type: 'expired' },
    ] as const) {
      rig.report(rig.id, body);
    }
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'IN_PARTS' });
    expect(rig.of('anomaly').map(({ type }) => type)).toEqual(
      Array.from({ length: 3 }, () => 'transitionRefused'),
    );
  });

  test('counts a fill that its venue tells of itself, though nobody has sent it', () => {
    const rig = fired();
    rig.fill(rig.id, { qty: 80, price: 9_000, trade: 'whole' });
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'IN_PARTS', filled: 80 });
    expect(rig.progress).toMatchObject({ filled: 80 });
    // Of thirty that are out it needs twenty.
    expect(rig.left()).toEqual(['cancel']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('of two fills of one name the bust takes the one that was as large', () => {
    const rig = fired();
    rig.fill(rig.child(0), { qty: 30, price: 9_000, trade: 'T' });
    rig.fill(rig.child(1), { qty: 5, price: 9_000, trade: 'T' });
    rig.bust(rig.child(1), 'T');
    expect(rig.machine.order(rig.id)).toMatchObject({ filled: 30, filledValue: 270_000n });
  });

  test('keeps a part from working on that comes back after it has ended', () => {
    const rig = fired();
    rig.fillParts(30);
    rig.cancel(rig.id);
    rig.report(rig.child(1), { type: 'canceled', reason: null });
    rig.left();
    rig.bust(rig.child(0), 'T-0');
    expect(rig.machine.order(rig.id)).toMatchObject({ state: 'CANCELED', filled: 0 });
    expect(rig.left()).toEqual(['cancel']);
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    expect(rig.progress.state).toBe('ended');
  });

  test('is denied as it is sent where its parts would be too many', () => {
    const rig = new SlicedRig({
      accounts: [anAccount({ kind: 'margin', balances: [rupees(10n ** 15n)] })],
    });
    rig.show(1, { terms: touched, qty: toQuantity(20_000) });
    expect(rig.machine.order(rig.id)?.reason).toMatch(/^BAD_EXECUTION: .* 20000 of them/u);
  });

  test('is its venue’s where that hides it and knows its price', () => {
    const { tifs, products } = { tifs: ['DAY', 'GTC'], products: ['delivery'] } as const;
    const rule = { tifs, products, flags: ['display'] } as const;
    const matrix = { limit: rule, limitIfTouched: rule };
    const rig = new SlicedRig({ limits: { matrix } });
    rig.show(30, { terms: touched });
    expect(rig.left()).toEqual(['submit limitIfTouched 100 at 9000']);
  });
});

describe('in a hedging book', () => {
  test('all of its parts are for the position that it opens', () => {
    const account = anAccount({ kind: 'margin', mode: 'hedging', balances: [rupees(10n ** 9n)] });
    const rig = new SlicedRig({ accounts: [account] });
    const request = rig.hidden(30, { terms: touched });
    rig.submit({ ...request, position: toPositionId(request.id) });
    rig.quote(8_995, 9_000);
    rig.fillParts(30, 30);
    expect(rig.machine.positions().map(({ qty }) => qty)).toEqual([60]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

describe('as an exit', () => {
  const sale = { side: 'sell', qty: toQuantity(100) } as const;

  function bracket(rig: SlicedRig, target: OrderRequest): void {
    const entry = nthRequest(1, { qty: toQuantity(100), terms: aLimit(9_000) });
    const stop = nthRequest(6, { ...sale, terms: aStop(8_000) });
    rig.send(linkOto(entry, linkOuo([target, stop]), 'eachFill'));
    rig.left();
  }

  test('it shows all of a share that is smaller than what it is to show', () => {
    const rig = new SlicedRig();
    bracket(rig, rig.hidden(30, { ...sale, terms: aLimit(11_000) }));
    rig.fill(orderId(1), { qty: 12, price: 9_000, trade: 'E' });
    expect(rig.left()).toEqual(['submit limit 12 at 11000']);
  });

  test('it says that it is missing once its parts have ended by themselves', () => {
    const rig = new SlicedRig();
    bracket(rig, rig.hidden(30, { ...sale, terms: aLimit(11_000) }));
    rig.fill(orderId(1), { qty: 100, price: 9_000, trade: 'E' });
    for (let place = 0; place < 5; place += 1) {
      rig.report(rig.child(place), { type: 'rejected', reason: 'no' });
      rig.pass(2);
    }
    expect(rig.missing()).toEqual([
      [rig.id, 'its parts have ended: 5 children in a row were refused'],
    ]);
    expect(rig.machine.order(orderId(6))).toMatchObject({ state: 'EMULATED' });
  });

  test('it says so too while its account is halted and no part can follow', () => {
    const rig = new SlicedRig();
    bracket(rig, rig.hidden(30, { ...sale, terms: aLimit(11_000) }));
    rig.fill(orderId(1), { qty: 100, price: 9_000, trade: 'E' });
    rig.setState('HALTED');
    expect(rig.missing().map(([order]) => order)).toContain(rig.id);
  });
});

test('one that only reduces shrinks with its position, and its part with it', () => {
  const account = anAccount({ kind: 'margin', balances: [rupees(10n ** 9n)] });
  const rig = new SlicedRig({ accounts: [account], instruments: [anInstrument()] });
  rig.hold(100);
  const terms: OrderTerms = { ...touched, trigger: toPrice(10_100), limit: toPrice(10_100) };
  rig.show(30, { side: 'sell', reduceOnly: true, terms });
  rig.quote(10_100);
  rig.left();
  const other = rig.submit({
    id: orderId(9),
    side: 'sell',
    qty: toQuantity(80),
    terms: aLimit(10_000),
  });
  rig.fill(other, { qty: 80, price: 10_000, trade: 'O' });
  expect(rig.left()).toEqual(['submit limit 80 at 10000', 'cancel']);
  rig.report(rig.child(0), { type: 'canceled', reason: null });
  expect(rig.machine.order(rig.id)).toMatchObject({ qty: 20, pending: null });
  rig.pass(2);
  expect(rig.left()).toEqual(['submit limit 20 at 10100']);
});
