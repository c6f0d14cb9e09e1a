import { toBrokerOrderId, toOrderId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { ExecutionPlan, OrderRequest } from 'argosy/domain';
import { progressOf, type ExecutionProgress } from 'argosy/orders';
import { aBar, anOrderRequest, aQuote, aTouch, aTrade, TradingRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const id = toOrderId('0000TEST000001');
const SECOND = 1_000_000;
const limit = { type: 'limit', limit: toPrice(10_000) } as const;

/** A rig with cash and a price, in its second turn. */
function aRig(options: ConstructorParameters<typeof TradingRig>[0] = {}): TradingRig {
  const rig = new TradingRig({ cash: 100_000_000n, ...options });
  rig.feed(aQuote());
  rig.said();
  return rig;
}

/** A plan that begins now and ends so many seconds later. */
function planOf(
  rig: TradingRig,
  algorithm: ExecutionPlan['algorithm'],
  { seconds = 40, atEnd = 'cancel' }: { seconds?: number; atEnd?: ExecutionPlan['atEnd'] } = {},
): ExecutionPlan {
  const endAt = toTimestamp(rig.now + seconds * SECOND);
  return { algorithm, startAt: null, endAt, atEnd };
}

function execute(rig: TradingRig, plan: ExecutionPlan, changes: Partial<OrderRequest> = {}): void {
  const request = anOrderRequest({ id, qty: toQuantity(100), terms: limit, ...changes });
  rig.command({ type: 'execute', request, touch: aTouch(), plan });
}

/** Lets so many seconds pass, a turn each. */
function pass(rig: TradingRig, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) {
    rig.take({ kind: 'time', availableAt: rig.now });
  }
}

function progress(rig: TradingRig): ExecutionProgress | undefined {
  const execution = rig.machine.executions().find(({ request }) => request.id === id);
  return execution === undefined ? undefined : progressOf(execution);
}

const child = (place: number): ReturnType<typeof toOrderId> =>
  toOrderId(`${id}${place.toString(36).toUpperCase()}`);

/** What is filled, open and left. */
function sums(rig: TradingRig): readonly (number | undefined)[] {
  const { filled, open, left } = progress(rig) ?? {};
  return [filled, open, left];
}

describe('a parent order', () => {
  test('sends its children by its schedule, and ends once they have filled', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    expect(sums(rig)).toEqual([0, 25, 75]);
    rig.fill(child(0), { qty: 25, price: 10_000 });
    expect(sums(rig)).toEqual([25, 0, 75]);
    pass(rig, 10);
    expect(sums(rig)).toEqual([25, 25, 50]);
    pass(rig, 20);
    expect(sums(rig)).toEqual([25, 75, 0]);
    for (const place of [1, 2, 3])
      rig.fill(child(place), { qty: 25, price: 9_990, trade: `${place}` });
    expect(progress(rig)).toMatchObject({ state: 'ended', outcome: 'filled', children: 4 });
    expect(progress(rig)?.averagePrice).toBe(9_992.5);
  });

  test('tells how much worse than the market it was decided on', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'iceberg', shown: toQuantity(100) }));
    rig.fill(child(0), { qty: 100, price: 10_100 });
    const { mid2 } = aTouch();
    const arrival = (mid2 ?? 0) / 2;
    expect(progress(rig)).toMatchObject({ arrivalPrice: arrival });
    expect(progress(rig)?.slippageBps).toBeCloseTo(((10_100 - arrival) / arrival) * 10_000, 9);
  });

  test('wakes for the next part, its beginning and its deadline, and else for nothing', () => {
    const rig = aRig();
    expect(rig.machine.nextWorkAt).toBe(Number.POSITIVE_INFINITY);
    const begun = rig.now;
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    expect(rig.machine.nextWorkAt).toBe(begun + 10 * SECOND);
    pass(rig, 30);
    expect(rig.machine.nextWorkAt).toBe(begun + 40 * SECOND);
  });

  test('waits for its beginning', () => {
    const rig = aRig();
    const startAt = toTimestamp(rig.now + 5 * SECOND);
    execute(rig, { ...planOf(rig, { type: 'twap', slices: 2 }), startAt });
    expect(sums(rig)).toEqual([0, 0, 100]);
    pass(rig, 5);
    expect(sums(rig)).toEqual([0, 50, 50]);
  });

  test('takes at once what is larger than one order may be, in several children', () => {
    const rig = aRig();
    const [sbin] = rig.config.instruments.all;
    const small = aRig({
      instruments: sbin === undefined ? [] : [{ ...sbin, maxQty: toQuantity(40) }],
    });
    execute(small, planOf(small, { type: 'twap', slices: 1 }));
    expect(progress(small)).toMatchObject({ children: 3, open: 100 });
  });

  test('is held while a check stands in the way, says so once, and goes on', () => {
    const rig = aRig({ cash: 0n });
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    pass(rig, 3);
    expect(rig.of('execution').map(({ change }) => change.type)).toEqual(['began', 'held']);
    expect(progress(rig)).toMatchObject({ held: 'INSUFFICIENT_CASH', children: 0, left: 100 });
    rig.transfer('D1', 100_000_000n);
    expect(progress(rig)).toMatchObject({ held: null, open: 25 });
  });

  test('gives what a child could not do to later ones, a second after', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.report(child(0), { type: 'expired' });
    expect(sums(rig)).toEqual([0, 0, 100]);
    pass(rig, 1);
    expect(sums(rig)).toEqual([0, 25, 75]);
  });

  test('gives up after five children in a row that the broker refused', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 1 }));
    for (const place of [0, 1, 2, 3, 4]) {
      rig.report(child(place), { type: 'rejected', reason: 'no' });
      pass(rig, 1);
    }
    expect(progress(rig)).toMatchObject({ state: 'ended', outcome: 'failed', children: 5 });
  });
});

describe('at its deadline', () => {
  test('what is left is given up', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }, { seconds: 10 }));
    pass(rig, 11);
    expect(progress(rig)).toMatchObject({ state: 'ending', open: 100 });
    for (const place of [0, 1]) rig.report(child(place), { type: 'canceled', reason: null });
    expect(progress(rig)).toMatchObject({ state: 'ended', outcome: 'expired', left: 100 });
  });

  test('what is left goes out once more, at once or not at all', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }, { seconds: 10, atEnd: 'sweep' }));
    rig.fill(child(0), { qty: 30, price: 10_000 });
    pass(rig, 10);
    for (const place of [0, 1]) rig.report(child(place), { type: 'canceled', reason: null });
    expect(rig.machine.order(child(2))?.request).toMatchObject({ qty: 70, tif: 'IOC' });
    rig.report(child(2), { type: 'canceled', reason: null });
    expect(progress(rig)).toMatchObject({
      state: 'ended',
      outcome: 'expired',
      left: 70,
      children: 3,
    });
  });
});

describe('a cancel of a parent', () => {
  test('ends its children, and it ends with the last of them', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.cancel(id);
    expect(rig.machine.order(child(0))?.pending).toBe('cancel');
    rig.fill(child(0), { qty: 5, price: 10_000 });
    rig.report(child(0), { type: 'canceled', reason: null });
    expect(progress(rig)).toMatchObject({
      state: 'ended',
      outcome: 'canceled',
      filled: 5,
      left: 95,
    });
    pass(rig, 60);
    expect(progress(rig)?.children).toBe(1);
  });

  test.each([
    ['of all orders of its book', (rig: TradingRig) => rig.cancelAll()],
    [
      'by the kill switch',
      (rig: TradingRig) => {
        const { account } = anOrderRequest();
        const scope = { kind: 'account' } as const;
        rig.command({ type: 'kill', account, scope, reason: 'stop' }, { strategy: null });
      },
    ],
  ])('comes %s too', (_, stop) => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    stop(rig);
    rig.report(child(0), { type: 'canceled', reason: null });
    pass(rig, 20);
    expect(progress(rig)).toMatchObject({ state: 'ended', outcome: 'canceled', children: 1 });
  });

  test('is asked of the broker again, not at once, where it refused', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.report(child(0), { type: 'accepted', brokerId: toBrokerOrderId('B1') });
    rig.cancel(id);
    rig.effects.splice(0);
    rig.report(child(0), { type: 'cancelRejected', reason: 'busy' });
    pass(rig, 3);
    expect(rig.effects).toMatchObject([{ type: 'cancel', order: child(0) }]);
  });

  test('is refused of another strategy, and once it has ended', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.command({ type: 'cancel', order: id }, { strategy: 'OTHER' });
    expect(rig.of('anomaly').at(-1)?.detail).toContain('ORDER_FOREIGN');
    rig.cancel(id);
    rig.report(child(0), { type: 'canceled', reason: null });
    rig.cancel(id);
    expect(rig.of('anomaly').at(-1)?.detail).toContain('ORDER_NOT_OPEN');
  });
});

describe('an amendment of a parent', () => {
  test('ends the children that are more than is left of it, the latest first', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }));
    pass(rig, 20);
    rig.amend(id, 60, limit);
    expect(rig.machine.order(child(0))?.pending).toBeNull();
    expect(rig.machine.order(child(1))?.pending).toBe('cancel');
    rig.report(child(1), { type: 'canceled', reason: null });
    pass(rig, 1);
    expect(sums(rig)).toEqual([0, 60, 0]);
  });

  test('ends no more of them while a cancel is on its way', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }));
    pass(rig, 20);
    rig.amend(id, 60, limit);
    rig.transfer('D1', 1n);
    expect(rig.machine.order(child(0))?.pending).toBeNull();
  });

  test('to another limit reaches a child that was being amended by hand then', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.report(child(0), { type: 'accepted', brokerId: toBrokerOrderId('B1') });
    rig.amend(child(0), 20, limit);
    rig.amend(id, 100, { type: 'limit', limit: toPrice(9_900) });
    expect(rig.machine.order(child(0))?.pending).toBe('update');
    rig.report(child(0), { type: 'updated', qty: toQuantity(20), terms: limit });
    expect(rig.machine.order(child(0))?.pending).toBe('cancel');
  });

  test('to another limit sends its children anew', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.amend(id, 100, { type: 'limit', limit: toPrice(9_900) });
    rig.report(child(0), { type: 'canceled', reason: null });
    pass(rig, 1);
    expect(rig.machine.order(child(1))?.terms).toEqual({ type: 'limit', limit: 9_900 });
  });

  test.each([
    ['less than is filled', 10, limit],
    ['another kind of terms', 100, { type: 'market' as const }],
  ])('to %s is refused', (_, qty, terms) => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.fill(child(0), { qty: 25, price: 10_000 });
    rig.amend(id, qty, terms);
    expect(rig.of('anomaly').at(-1)?.detail).toContain('NOT_AMENDABLE');
    expect(progress(rig)?.qty).toBe(100);
  });
});

describe('races', () => {
  test('a fill that comes after the cancel of its child ends what was sent in its place', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 1 }));
    rig.report(child(0), { type: 'canceled', reason: null });
    pass(rig, 1);
    expect(sums(rig)).toEqual([0, 100, 0]);
    rig.fill(child(0), { qty: 40, price: 10_000 });
    expect(rig.machine.order(child(1))?.pending).toBe('cancel');
    rig.report(child(1), { type: 'canceled', reason: null });
    rig.setState('ACTIVE');
    pass(rig, 2);
    expect(sums(rig)).toEqual([40, 60, 0]);
  });

  test('a fill beyond the whole of it ends it', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 1 }));
    rig.fill(child(0), { qty: 125, price: 10_000 });
    expect(progress(rig)).toMatchObject({ outcome: 'filled', filled: 125, left: 0 });
  });

  test('a cancel and a kill end it once', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.cancel(id);
    rig.cancelAll();
    const told = rig.of('execution').map(({ change }) => change.type);
    expect(told).toEqual(['began', 'sliced', 'ending']);
  });

  test('a fill that is taken back is asked for again', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }));
    rig.fill(child(0), { qty: 30, price: 10_000, trade: 'T1' });
    rig.bust(child(0), 'T1');
    expect(sums(rig)).toEqual([0, 50, 50]);
  });

  test('an answer that is lost leaves its child at work', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 2 }));
    rig.report(child(0), { type: 'unanswered', request: 'submit' });
    pass(rig, 20);
    expect(sums(rig)).toEqual([0, 100, 0]);
  });
});

describe('the market', () => {
  const volume = (rig: TradingRig, qty: number): void => rig.feed(aTrade({ qty }));

  test('is followed at a rate, in parts that are not too small', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'pov', rateBps: 1_000, least: toQuantity(10) }));
    expect(sums(rig)).toEqual([0, 0, 100]);
    volume(rig, 99);
    expect(sums(rig)).toEqual([0, 0, 100]);
    volume(rig, 150);
    expect(sums(rig)).toEqual([0, 24, 76]);
    volume(rig, 10_000);
    expect(sums(rig)).toEqual([0, 100, 0]);
  });

  test('is told by the bars of the first series where nothing else tells of it', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'pov', rateBps: 1_000, least: toQuantity(10) }));
    const ofHundred = { volume: toQuantity(100) };
    rig.feed({ ...aBar(), ...ofHundred }, { ...aBar({ revision: 1 }), ...ofHundred });
    rig.feed({ ...aBar({ spec: '5-MINUTE-LAST-EXTERNAL' }), ...ofHundred });
    expect(sums(rig)).toEqual([0, 10, 90]);
  });

  test('sees one part of an iceberg at a time', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'iceberg', shown: toQuantity(30) }));
    expect(sums(rig)).toEqual([0, 30, 70]);
    for (const [place, qty] of [30, 30, 30, 10].entries()) {
      rig.fill(child(place), { qty, price: 10_000, trade: `${place}` });
    }
    expect(progress(rig)).toMatchObject({ outcome: 'filled', children: 4 });
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
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }), changes as Partial<OrderRequest>);
    expect(progress(rig)).toMatchObject({ state: 'ended', outcome: 'denied', children: 0 });
    expect(progress(rig)?.reason).toContain(why);
  });

  test('after its deadline is denied', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }, { seconds: -1 }));
    expect(progress(rig)?.reason).toContain('deadline');
  });

  test('under an id that was used is refused', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    expect(rig.of('anomaly').at(-1)?.detail).toContain('DUPLICATE_ORDER_ID');
  });
});

describe('after a restart', () => {
  test.each(['recover', 'resume', 'restart', 'recall'] as const)('by %s it goes on', (how) => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'twap', slices: 4 }));
    rig.fill(child(0), { qty: 25, price: 10_000 });
    rig[how]();
    rig.feed(aQuote());
    pass(rig, 10);
    expect(sums(rig)).toEqual([25, 25, 50]);
  });

  test('the volume it has seen by its last child still counts', () => {
    const rig = aRig();
    execute(rig, planOf(rig, { type: 'pov', rateBps: 1_000, least: toQuantity(1) }));
    rig.feed(aTrade({ qty: 100 }));
    rig.recover();
    rig.feed(aTrade({ qty: 100 }));
    expect(sums(rig)).toEqual([0, 20, 80]);
  });
});
