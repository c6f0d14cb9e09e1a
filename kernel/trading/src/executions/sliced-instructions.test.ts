import { toQuantity } from 'argosy/core';
import { aLimit, anAccount, orderId, plainMatrix, rupees, SlicedRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

describe('one that only makes', () => {
  const making = { postOnly: true };

  test('goes out in parts that only make, each where the price lets it', () => {
    const rig = new SlicedRig();
    rig.show(30, {}, making);
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
    rig.quote(8_990, 8_995);
    rig.fill(rig.child(0), { qty: 30, price: 9_000 });
    expect(rig.left()).toEqual([]);
    expect(rig.progress).toMatchObject({ held: 'POST_ONLY_WOULD_TAKE', open: 0, left: 70 });
    expect(rig.held).toBe(6_300_00n);
    rig.pass(300);
    expect(rig.left()).toEqual([]);
    rig.quote(9_000, 9_005);
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
  });

  test.each(['recover', 'resume', 'restart', 'recall'] as const)(
    'by %s waits on for a price that lets it',
    (how) => {
      const rig = new SlicedRig();
      rig.show(30, {}, making);
      rig.quote(8_990, 8_995);
      rig.fill(rig.child(0), { qty: 30, price: 9_000 });
      rig[how]();
      rig.quote(8_990, 8_995);
      expect(rig.progress).toMatchObject({ open: 0, left: 70 });
      rig.quote(9_000, 9_005);
      expect(rig.progress).toMatchObject({ open: 30, left: 40 });
    },
  );

  test('is denied where its first part would take', () => {
    const rig = new SlicedRig({ cash: 100_000_00n });
    rig.show(30, { terms: aLimit(10_005) }, making);
    expect(rig.progress).toMatchObject({ outcome: 'denied', children: 0 });
    expect(rig.progress.reason).toMatch(/^POST_ONLY_WOULD_TAKE/u);
    expect([rig.left(), rig.held]).toEqual([[], 0n]);
  });

  test('is not amended to a limit that would take', () => {
    const rig = new SlicedRig({ cash: 100_000_00n });
    rig.show(30, {}, making);
    rig.amend(rig.id, 100, aLimit(10_005));
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(/POST_ONLY_WOULD_TAKE/u);
    expect(rig.progress.open).toBe(30);
    expect(rig.left()).toEqual(['submit limit 30 at 9000']);
  });

  test('is looked at here too where its venue looks: refused five times, it would have failed', () => {
    const { limit } = plainMatrix;
    if (limit === undefined) throw new Error('it takes limits');
    const rig = new SlicedRig({ limits: { matrix: { limit: { ...limit, flags: ['postOnly'] } } } });
    rig.show(30, {}, making);
    const [sent] = rig.effects;
    expect(sent?.type === 'submit' ? sent.request.instructions : null).toMatchObject(making);
    rig.quote(8_990, 8_995);
    rig.fill(rig.child(0), { qty: 30, price: 9_000 });
    rig.pass(20);
    expect(rig.progress).toMatchObject({ held: 'POST_ONLY_WOULD_TAKE', children: 1 });
  });
});

describe('one that only reduces', () => {
  const sale = { side: 'sell', reduceOnly: true, terms: aLimit(11_000) } as const;
  /** A margin account that holds a hundred, and sells them in parts of thirty. */
  const begin = (): SlicedRig => {
    const balances = [rupees(100_000_00n)];
    const rig = new SlicedRig({ accounts: [anAccount({ kind: 'margin', balances })] });
    rig.hold(100);
    rig.show(30, sale);
    return rig;
  };
  const sellBeside = (rig: SlicedRig, qty: number): void => {
    const other = rig.submit({
      id: orderId(7),
      side: 'sell',
      qty: toQuantity(qty),
      terms: aLimit(10_000),
    });
    rig.fill(other, { qty, price: 10_000, trade: 'beside' });
  };

  test('closes its position in parts, and no more', () => {
    const rig = begin();
    for (const [place, qty] of [30, 30, 30, 10].entries()) {
      rig.fill(rig.child(place), { qty, price: 11_000, trade: `T-${place}` });
    }
    expect(rig.progress).toMatchObject({ outcome: 'filled', children: 4, filled: 100 });
  });

  test('shrinks with its position, the part at work too where it has to', () => {
    const rig = begin();
    sellBeside(rig, 50);
    expect(rig.progress).toMatchObject({ qty: 50, open: 30, left: 20 });
    rig.left();
    rig.fill(rig.child(0), { qty: 10, price: 11_000, trade: 'A' });
    expect(rig.progress).toMatchObject({ qty: 50, filled: 10, open: 20, left: 20 });
  });

  test('has its part shrink where the position is less than that', () => {
    const rig = begin();
    rig.left();
    sellBeside(rig, 80);
    expect(rig.left()).toEqual(['submit limit 80 at 10000', 'amend limit 20 at 11000']);
    rig.report(rig.child(0), { type: 'updated', qty: toQuantity(20), terms: aLimit(11_000) });
    expect(rig.progress).toMatchObject({ qty: 20, open: 20, left: 0 });
  });

  test('ends with its position', () => {
    const rig = begin();
    sellBeside(rig, 100);
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    expect(rig.progress).toMatchObject({ outcome: 'canceled', filled: 0 });
    expect(rig.progress.reason).toMatch(/^REDUCE_ONLY/u);
    rig.pass(5);
    expect(rig.progress.children).toBe(1);
  });

  test('is denied where there is nothing to reduce', () => {
    const balances = [rupees(100_000_00n)];
    const rig = new SlicedRig({ accounts: [anAccount({ kind: 'margin', balances })] });
    rig.show(30, sale);
    expect(rig.progress.reason).toMatch(/^REDUCE_ONLY_WOULD_INCREASE/u);
  });

  test.each(['recover', 'resume', 'restart', 'recall'] as const)('by %s it goes on', (how) => {
    const rig = begin();
    rig[how]();
    rig.quote(10_000);
    sellBeside(rig, 60);
    rig.fill(rig.child(0), { qty: 30, price: 11_000, trade: 'T-0' });
    expect(rig.progress).toMatchObject({ qty: 40, filled: 30, open: 10, left: 0 });
  });
});
