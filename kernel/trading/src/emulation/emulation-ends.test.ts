import { toAccountId, toQuantity, toTimestamp, type OrderId } from 'argosy/core';
import { instructOrder } from 'argosy/domain';
import { linkOco, linkOuo } from 'argosy/orders';
import {
  WaitingRig,
  aLimit,
  anOrderRequest,
  aSale,
  aStop,
  nthRequest,
  orderId,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const stateOf = (rig: WaitingRig, order: OrderId): string | undefined =>
  rig.machine.order(order)?.state;

describe('what stops it', () => {
  test('while its account is halted it stays, and goes with the first price of afterwards', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.setState('HALTED');
    rig.quote(10_200);
    expect([rig.left(), stateOf(rig, order)]).toEqual([[], 'EMULATED']);
    rig.setState('ACTIVE');
    expect(rig.left()).toEqual([]);
    rig.quote(10_200);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('an account that only reduces denies one that would open, and gives back what it held', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.setState('REDUCING');
    rig.said();
    rig.quote(10_200);
    expect([rig.said(), rig.left(), stateOf(rig, order)]).toEqual([
      ['released', 'updated', 'denied', 'hold released'],
      [],
      'DENIED',
    ]);
  });

  test('the kill switch ends it', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    const account = toAccountId('MAIN');
    const scope = { kind: 'account' } as const;
    rig.command({ type: 'kill', account, scope, reason: 'test' }, { strategy: null });
    rig.quote(10_200);
    expect([stateOf(rig, order), rig.left()]).toEqual(['CANCELED', []]);
  });

  test('its instant ends it, whatever comes first then', () => {
    const rig = new WaitingRig();
    const expiresAt = toTimestamp(rig.now + 3_000_000);
    const terms = aStop(10_100);
    const order = rig.submit(
      instructOrder({ ...anOrderRequest({ terms, tif: 'GTD', id: orderId(1) }) }, { expiresAt }),
    );
    expect(rig.machine.nextWakeAt).toBe(expiresAt);
    rig.quote(10_000);
    rig.said();
    rig.quote(10_050);
    rig.quote(10_200);
    expect([rig.said(), rig.left(), stateOf(rig, order)]).toEqual([
      ['expired', 'hold released'],
      [],
      'EXPIRED',
    ]);
    expect(rig.machine.nextWakeAt).toBe(Number.POSITIVE_INFINITY);
  });

  test('its day ends it', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100), { tif: 'DAY' });
    expect(rig.machine.nextWakeAt).toBe(86_400_000_000);
    expect(stateOf(rig, order)).toBe('EMULATED');
  });

  test('one that works at a venue that knows no instants is canceled at its own, and has expired then', () => {
    const rig = new WaitingRig();
    const expiresAt = toTimestamp(rig.now + 2_000_000);
    const order = rig.submit(
      instructOrder(anOrderRequest({ id: orderId(1), terms: aLimit(9_900), tif: 'GTD' }), {
        expiresAt,
      }),
    );
    const [effect] = rig.effects;
    expect(
      effect?.type === 'submit' ? [effect.request.tif, effect.request.instructions] : [],
    ).toEqual(['GTC', undefined]);
    rig.left();
    rig.accept(1);
    rig.quote(10_000);
    rig.quote(10_000);
    expect(rig.left()).toEqual(['cancel']);
    rig.report(order, { type: 'cancelRejected', reason: 'not now' });
    rig.quote(10_000);
    expect(rig.left()).toEqual([]);
    rig.report(order, { type: 'canceled', reason: null });
    expect(stateOf(rig, order)).toBe('EXPIRED');
  });
});

test('a halt says of each exit that waits here that it cannot go, and of none at the venue', () => {
  const rig = new WaitingRig();
  rig.enter(1);
  rig.setState('HALTED');
  const why = 'HALTED: it waits here, and does not go while that lasts';
  expect(rig.missing()).toEqual([[orderId(3), why]]);
  rig.setState('ACTIVE');
  rig.quote(9_800);
  expect(rig.left()).toContain('submit market 10');
});

test('a halt says nothing of exits that have nothing to close', () => {
  const rig = new WaitingRig();
  rig.send(
    linkOuo(
      [1, 2].map((n) => nthRequest(n, { ...aSale(), reduceOnly: true, terms: aStop(9_900) })),
    ),
  );
  rig.setState('HALTED');
  expect(rig.missing()).toEqual([]);
});

test('no more wait here than there is room for: the next one is denied, and holds nothing', () => {
  const rig = new WaitingRig({ waitingOrdersMax: 2 });
  for (const trigger of [10_100, 10_105]) rig.wait(aStop(trigger));
  rig.said();
  const order = rig.wait(aStop(10_110));
  expect([rig.said(), rig.machine.order(order)?.reason]).toEqual([
    ['initialized', 'hold placed', 'denied', 'hold released'],
    'TOO_MANY_WAITING: 2 orders wait here already',
  ]);
  rig.quote(10_100);
  expect(stateOf(rig, rig.wait(aStop(10_150)))).toBe('EMULATED');
});

test('of siblings that one price reaches together one goes, and the other hears of its fill first', () => {
  const rig = new WaitingRig();
  const buys = [1, 2].map((n) => nthRequest(n, { terms: aStop(10_100 + 5 * n) }));
  rig.send(linkOco(buys));
  rig.quote(10_200);
  rig.quote(10_200);
  expect(rig.left()).toEqual(['submit market 10']);
  rig.fill(orderId(1), { trade: 'T-1', qty: 4, price: 10_205 });
  rig.quote(10_200);
  expect([rig.left(), rig.nth(1, 2).map((one) => one?.state)]).toEqual([
    [],
    ['PARTIALLY_FILLED', 'CANCELED'],
  ]);
});

test('a sibling goes after all where the first one was rejected', () => {
  const rig = new WaitingRig();
  const buys = [1, 2].map((n) => nthRequest(n, { terms: aStop(10_100 + 5 * n) }));
  rig.send(linkOco(buys));
  rig.quote(10_200);
  rig.left();
  rig.report(orderId(1), { type: 'rejected', reason: 'no' });
  rig.quote(10_200);
  expect(rig.left()).toEqual(['submit market 10']);
});

test('an exit that waits here shrinks with what its sibling fills, and ends with it', () => {
  const rig = new WaitingRig();
  rig.enter(1);
  expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['SUBMITTED', 'EMULATED']);
  rig.left();
  rig.fill(orderId(2), { trade: 'T-1', qty: 4, price: 10_100 });
  expect([rig.left(), rig.nth(3)[0]?.qty]).toEqual([[], 6]);
  rig.fill(orderId(2), { trade: 'T-2', qty: 6, price: 10_100 });
  expect(rig.nth(3)[0]?.state).toBe('CANCELED');
});

test('one that only reduces shrinks with its position while it waits', () => {
  const rig = new WaitingRig();
  rig.trade(1, 'buy', 10);
  const order = rig.submit({ ...aSale(), id: orderId(2), terms: aStop(9_900), reduceOnly: true });
  rig.trade(3, 'sell', 4);
  expect(rig.machine.order(order)?.qty).toBe(toQuantity(6));
  rig.trade(4, 'sell', 6);
  expect(stateOf(rig, order)).toBe('CANCELED');
});
