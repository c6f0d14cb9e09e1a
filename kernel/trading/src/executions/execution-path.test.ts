import { toBrokerOrderId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { ExecutionPlan, OrderRequest } from 'argosy/domain';
import { anOrderRequest, aTouch, ParentRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const SECOND = 1_000_000;
const limit = { type: 'limit', limit: toPrice(10_000) } as const;

describe('a parent order', () => {
  test('sends its children by its schedule, and ends once they have filled', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    expect(rig.sums).toEqual([0, 25, 75]);
    rig.fill(rig.child(0), { qty: 25, price: 10_000 });
    expect(rig.sums).toEqual([25, 0, 75]);
    rig.pass(10);
    expect(rig.sums).toEqual([25, 25, 50]);
    rig.pass(20);
    expect(rig.sums).toEqual([25, 75, 0]);
    for (const place of [1, 2, 3])
      rig.fill(rig.child(place), { qty: 25, price: 9_990, trade: `${place}` });
    expect(rig.progress).toMatchObject({ state: 'ended', outcome: 'filled', children: 4 });
    expect(rig.progress?.averagePrice).toBe(9_992.5);
  });

  test('tells how much worse than the market it was decided on', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'iceberg', shown: toQuantity(100) });
    rig.fill(rig.child(0), { qty: 100, price: 10_100 });
    const { mid2 } = aTouch();
    const arrival = (mid2 ?? 0) / 2;
    expect(rig.progress).toMatchObject({ arrivalPrice: arrival });
    expect(rig.progress?.slippageBps).toBeCloseTo(((10_100 - arrival) / arrival) * 10_000, 9);
  });

  test('wakes for the next part, its beginning and its deadline, and else for nothing', () => {
    const rig = new ParentRig();
    expect(rig.machine.nextWorkAt).toBe(Number.POSITIVE_INFINITY);
    const begun = rig.now;
    rig.execute({ type: 'twap', slices: 4 });
    expect(rig.machine.nextWorkAt).toBe(begun + 10 * SECOND);
    rig.pass(30);
    expect(rig.machine.nextWorkAt).toBe(begun + 40 * SECOND);
  });

  test('waits for its beginning', () => {
    const rig = new ParentRig();
    const startAt = toTimestamp(rig.now + 5 * SECOND);
    rig.execute({ type: 'twap', slices: 2 }, { startAt });
    expect(rig.sums).toEqual([0, 0, 100]);
    rig.pass(5);
    expect(rig.sums).toEqual([0, 50, 50]);
  });

  test('takes at once what is larger than one order may be, in several children', () => {
    const rig = new ParentRig();
    const [sbin] = rig.config.instruments.all;
    const small = new ParentRig({
      instruments: sbin === undefined ? [] : [{ ...sbin, maxQty: toQuantity(40) }],
    });
    small.execute({ type: 'twap', slices: 1 });
    expect(small.progress).toMatchObject({ children: 3, open: 100 });
  });

  test('of parts that vary sends sizes around what is shown, all of it in the end', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'iceberg', shown: toQuantity(10), varyBps: 5_000 });
    const sizes: number[] = [];
    for (let place = 0; rig.progress?.state === 'working'; place += 1) {
      const { open } = rig.progress;
      sizes.push(open);
      rig.fill(rig.child(place), { qty: open, price: 10_000, trade: `${place}` });
    }
    expect(rig.sums).toEqual([100, 0, 0]);
    expect(new Set(sizes).size).toBeGreaterThan(2);
    expect(sizes.slice(0, -1).every((qty) => qty >= 5 && qty <= 15)).toBe(true);
  });

  test('is held while a check stands in the way, says so once, and goes on', () => {
    const rig = new ParentRig({ cash: 0n });
    rig.execute({ type: 'twap', slices: 4 });
    rig.pass(3);
    expect(rig.of('execution').map(({ change }) => change.type)).toEqual(['began', 'held']);
    expect(rig.progress).toMatchObject({ held: 'INSUFFICIENT_CASH', children: 0, left: 100 });
    rig.transfer('D1', 100_000_000n);
    expect(rig.progress).toMatchObject({ held: null, open: 25 });
  });

  test('gives what a child could not do to later ones, a second after', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.report(rig.child(0), { type: 'expired' });
    expect(rig.sums).toEqual([0, 0, 100]);
    rig.pass(1);
    expect(rig.sums).toEqual([0, 25, 75]);
  });

  test('gives up after five children in a row that the broker refused', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 1 });
    for (const place of [0, 1, 2, 3, 4]) {
      rig.report(rig.child(place), { type: 'rejected', reason: 'no' });
      rig.pass(1);
    }
    expect(rig.progress).toMatchObject({ state: 'ended', outcome: 'failed', children: 5 });
  });
});

describe('at its deadline', () => {
  test('what is left is given up', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 }, { seconds: 10 });
    rig.pass(11);
    expect(rig.progress).toMatchObject({ state: 'ending', open: 100 });
    for (const place of [0, 1]) rig.report(rig.child(place), { type: 'canceled', reason: null });
    expect(rig.progress).toMatchObject({ state: 'ended', outcome: 'expired', left: 100 });
  });

  test('what is left goes out once more, at once or not at all', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 }, { seconds: 10, atEnd: 'sweep' });
    rig.fill(rig.child(0), { qty: 30, price: 10_000 });
    rig.pass(10);
    for (const place of [0, 1]) rig.report(rig.child(place), { type: 'canceled', reason: null });
    expect(rig.machine.order(rig.child(2))?.request).toMatchObject({ qty: 70, tif: 'IOC' });
    rig.report(rig.child(2), { type: 'canceled', reason: null });
    expect(rig.progress).toMatchObject({
      state: 'ended',
      outcome: 'expired',
      left: 70,
      children: 3,
    });
  });
});

describe('a cancel of a parent', () => {
  test('ends its children, and it ends with the last of them', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.cancel(rig.parent);
    expect(rig.machine.order(rig.child(0))?.pending).toBe('cancel');
    rig.fill(rig.child(0), { qty: 5, price: 10_000 });
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    expect(rig.progress).toMatchObject({
      state: 'ended',
      outcome: 'canceled',
      filled: 5,
      left: 95,
    });
    rig.pass(60);
    expect(rig.progress?.children).toBe(1);
  });

  test.each([
    ['of all orders of its book', (rig: ParentRig) => rig.cancelAll()],
    [
      'by the kill switch',
      (rig: ParentRig) => {
        const { account } = anOrderRequest();
        const scope = { kind: 'account' } as const;
        rig.command({ type: 'kill', account, scope, reason: 'stop' }, { strategy: null });
      },
    ],
  ])('comes %s too', (_, stop) => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    stop(rig);
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.pass(20);
    expect(rig.progress).toMatchObject({ state: 'ended', outcome: 'canceled', children: 1 });
  });

  test('is asked of the broker again, not at once, where it refused', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.report(rig.child(0), { type: 'accepted', brokerId: toBrokerOrderId('B1') });
    rig.cancel(rig.parent);
    rig.effects.splice(0);
    rig.report(rig.child(0), { type: 'cancelRejected', reason: 'busy' });
    rig.pass(3);
    expect(rig.effects).toMatchObject([{ type: 'cancel', order: rig.child(0) }]);
  });

  test('is refused of another strategy, and once it has ended', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.command({ type: 'cancel', order: rig.parent }, { strategy: 'OTHER' });
    expect(rig.of('anomaly').at(-1)?.detail).toContain('ORDER_FOREIGN');
    rig.cancel(rig.parent);
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.cancel(rig.parent);
    expect(rig.of('anomaly').at(-1)?.detail).toContain('ORDER_NOT_OPEN');
  });
});

describe('an amendment of a parent', () => {
  test('ends the children that are more than is left of it, the latest first', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 });
    rig.pass(20);
    rig.amend(rig.parent, 60, rig.limit);
    expect(rig.machine.order(rig.child(0))?.pending).toBeNull();
    expect(rig.machine.order(rig.child(1))?.pending).toBe('cancel');
    rig.report(rig.child(1), { type: 'canceled', reason: null });
    rig.pass(1);
    expect(rig.sums).toEqual([0, 60, 0]);
  });

  test('ends no more of them while a cancel is on its way', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 2 });
    rig.pass(20);
    rig.amend(rig.parent, 60, rig.limit);
    rig.transfer('D1', 1n);
    expect(rig.machine.order(rig.child(0))?.pending).toBeNull();
  });

  test('to another limit reaches a child that was being amended by hand then', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.report(rig.child(0), { type: 'accepted', brokerId: toBrokerOrderId('B1') });
    rig.amend(rig.child(0), 20, rig.limit);
    rig.amend(rig.parent, 100, { type: 'limit', limit: toPrice(9_900) });
    expect(rig.machine.order(rig.child(0))?.pending).toBe('update');
    rig.report(rig.child(0), { type: 'updated', qty: toQuantity(20), terms: limit });
    expect(rig.machine.order(rig.child(0))?.pending).toBe('cancel');
  });

  test('to another limit sends its children anew', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.amend(rig.parent, 100, { type: 'limit', limit: toPrice(9_900) });
    rig.report(rig.child(0), { type: 'canceled', reason: null });
    rig.pass(1);
    expect(rig.machine.order(rig.child(1))?.terms).toEqual({ type: 'limit', limit: 9_900 });
  });

  test.each([
    ['less than is filled', 10, limit],
    ['another kind of terms', 100, { type: 'market' as const }],
  ])('to %s is refused', (_, qty, terms) => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.fill(rig.child(0), { qty: 25, price: 10_000 });
    rig.amend(rig.parent, qty, terms);
    expect(rig.of('anomaly').at(-1)?.detail).toContain('NOT_AMENDABLE');
    expect(rig.progress?.qty).toBe(100);
  });
});

describe('a parent that cannot be worked', () => {
  test.each([
    [
      'with a stop',
      { terms: { type: 'stopMarket', trigger: toPrice(10_100) } as const },
      'stopMarket',
    ],
    ['of no lot', { qty: toQuantity(0) }, 'lots'],
    [
      'of an unknown instrument',
      { instrument: anOrderRequest().instrument.replace('S', 'X') },
      'X',
    ],
  ])('%s is denied', (_, changes, why) => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 }, {}, changes as Partial<OrderRequest>);
    expect(rig.progress).toMatchObject({ state: 'ended', outcome: 'denied', children: 0 });
    expect(rig.progress?.reason).toContain(why);
  });

  test('after its deadline is denied', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 }, { seconds: -1 });
    expect(rig.progress?.reason).toContain('deadline');
  });

  test('under an id that was used is refused', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'twap', slices: 4 });
    rig.execute({ type: 'twap', slices: 4 });
    expect(rig.of('anomaly').at(-1)?.detail).toContain('DUPLICATE_ORDER_ID');
  });
});

describe('a parent that would need more children than it may make', () => {
  const many = toQuantity(10_001);

  test.each<[string, ExecutionPlan['algorithm'], Partial<OrderRequest>]>([
    ['parts of one', { type: 'iceberg', shown: toQuantity(1) }, { qty: many }],
    [
      'parts that may be of one',
      { type: 'iceberg', shown: toQuantity(3), varyBps: 7_000 },
      { qty: many },
    ],
    ['orders of the largest size', { type: 'twap', slices: 4 }, { qty: toQuantity(400_001) }],
    [
      'the market’s volume',
      { type: 'pov', rateBps: 100, least: many },
      { qty: toQuantity(400_001) },
    ],
  ])('is denied at once for %s, with the numbers', (_, algorithm, changes) => {
    const [sbin] = new ParentRig().config.instruments.all;
    const rig = new ParentRig({
      instruments: sbin === undefined ? [] : [{ ...sbin, maxQty: toQuantity(40) }],
    });
    rig.execute(algorithm, {}, changes);
    expect(rig.progress).toMatchObject({ outcome: 'denied', children: 0 });
    expect(rig.progress?.reason).toMatch(/^BAD_EXECUTION: .*, at most 10000 are made$/u);
  });

  test('begins with just as many', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'iceberg', shown: toQuantity(1) }, {}, { qty: toQuantity(10_000) });
    expect(rig.progress).toMatchObject({ state: 'working', children: 1 });
  });

  test('is not made of one by an amendment', () => {
    const rig = new ParentRig();
    rig.execute({ type: 'iceberg', shown: toQuantity(1) }, {}, { qty: toQuantity(10_000) });
    rig.amend(rig.parent, 10_001, rig.limit);
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(/NOT_AMENDABLE.*at most 10000 are made/u);
    rig.amend(rig.parent, 9_999, rig.limit);
    expect(rig.progress?.qty).toBe(9_999);
  });
});
