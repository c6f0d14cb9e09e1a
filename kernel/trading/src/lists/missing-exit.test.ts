import {
  toAccountId,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import type { CorporateAction, OrderRequest } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import {
  BracketRig,
  aBracket,
  aLimit,
  aStatus,
  aStop,
  anInstrument,
  nthRequest,
  orderId,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const sell = (qty: number, changes: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
  terms: aLimit(10_200),
  ...changes,
});
const reasonOf = (rig: BracketRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

describe('an exit that does not go out', () => {
  test('is told of, and what is left of its entry ends', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.feed(aStatus({ state: 'halted' }));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    expect(rig.missing().map(([order]) => order)).toEqual([orderId(2), orderId(3)]);
    expect(rig.missing()[0]?.[1]).toMatch(/^INSTRUMENT_HALTED: /u);
    expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
  });

  test('because the broker refuses it, likewise', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.report(orderId(3), { type: 'rejected', reason: 'circuit' });
    expect(rig.missing()).toEqual([[orderId(3), 'the broker refused it: circuit']]);
    expect(rig.nth(1, 2).map((one) => one?.pending)).toEqual(['cancel', null]);
  });

  test('because the broker ends it unasked, likewise; and not where we asked', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.report(orderId(3), { type: 'canceled', reason: 'surveillance' });
    expect(rig.missing()).toEqual([[orderId(3), 'the broker ended it: surveillance']]);
    expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
    rig.cancel(orderId(2));
    rig.report(orderId(2), { type: 'canceled', reason: null });
    expect(rig.missing()).toHaveLength(1);
  });

  test('because it expires there, likewise; and not where we asked', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.report(orderId(3), { type: 'triggered' });
    rig.fill(orderId(3), { trade: 'S', qty: 1 });
    rig.report(orderId(3), { type: 'expired' });
    expect(rig.missing()).toEqual([[orderId(3), 'it expired at the broker']]);
    expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
    rig.cancel(orderId(2));
    rig.report(orderId(2), { type: 'expired' });
    expect(rig.missing()).toHaveLength(1);
  });

  test('because it expires there before it has filled, ends what is left of its entry', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.report(orderId(2), { type: 'expired' });
    rig.report(orderId(3), { type: 'expired' });
    expect(rig.missing().map(([order]) => order)).toEqual([orderId(2), orderId(3)]);
    expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
  });

  test('or does not grow, by a check or by the broker’s word', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.fill(orderId(1), { trade: 'E-2', qty: 2 });
    rig.report(orderId(2), { type: 'modifyRejected', reason: 'busy' });
    rig.answer(3);
    rig.feed(aStatus({ state: 'halted' }));
    rig.fill(orderId(1), { trade: 'E-3', qty: 2 });
    expect(rig.missing().map(([order]) => order)).toEqual([orderId(2), orderId(2), orderId(3)]);
    expect(rig.missing()[2]?.[1]).toMatch(/^it does not grow to 8: INSTRUMENT_HALTED/u);
  });

  test('is no word about a child that exits nothing', () => {
    const rig = new BracketRig();
    const list = linkOto(nthRequest(1, { terms: aLimit(10_000) }), [
      nthRequest(2, { terms: aLimit(9_900) }),
    ]);
    rig.send(list);
    rig.feed(aStatus({ state: 'halted' }));
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    expect(rig.machine.order(orderId(2))?.state).toBe('DENIED');
    expect(rig.missing()).toEqual([]);
  });
});

describe('what lists let go by themselves', () => {
  const maxRepeats = { count: 2, within: toMicros(3_600_000_000) };

  test('does not count as what a strategy repeats', () => {
    const rig = new BracketRig({ limits: { maxRepeats } });
    rig.enter(1);
    rig.enter(4);
    const short = rig.submit({ id: orderId(9), ...sell(30) });
    const third = rig.submit({ id: orderId(10), terms: aLimit(9_990) });
    expect(reasonOf(rig, short)).toBeNull();
    expect(reasonOf(rig, third)).toContain('would buy SBIN.NSE 3 times');
  });

  test('is not refused as a repetition', () => {
    const rig = new BracketRig({ limits: { maxRepeats: { ...maxRepeats, count: 1 } } });
    const list = linkOto(nthRequest(1, { terms: aLimit(10_000) }), [
      nthRequest(2, { terms: aLimit(9_900) }),
    ]);
    rig.send(list);
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    expect(rig.machine.order(orderId(2))?.state).toBe('SUBMITTED');
  });
});

describe('while an account is not known to agree with its broker', () => {
  const reconcile = (rig: BracketRig, state: 'HALTED' | 'ACTIVE'): void => {
    const scope = { kind: 'reconciliation' } as const;
    const account = toAccountId('MAIN');
    rig.command({ type: 'setState', account, scope, state, reason: 'start' }, { strategy: null });
  };

  test('exits wait, and go out once it does', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    reconcile(rig, 'HALTED');
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['INITIALIZED', 'INITIALIZED']);
    rig.recall();
    reconcile(rig, 'ACTIVE');
    expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect(rig.missing()).toEqual([]);
  });

  test('exits at work grow once it does', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    reconcile(rig, 'HALTED');
    rig.fill(orderId(1), { trade: 'E-2', qty: 6 });
    rig.restart();
    reconcile(rig, 'ACTIVE');
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([10, 10]);
  });

  test('exits are not kept waiting by a halt of somebody’s own', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    reconcile(rig, 'HALTED');
    rig.setState('HALTED');
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['DENIED', 'DENIED']);
    expect(rig.missing()).toHaveLength(2);
  });
});

describe('an exit that is done before its entry is', () => {
  test('because both filled at once leaves the rest without it, and is told of', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.fill(orderId(1), { trade: 'E-2', qty: 6 });
    rig.fill(orderId(3), { trade: 'S', qty: 4 });
    expect(rig.missing()).toEqual([[orderId(3), 'trade S ended it, 6 units before its size']]);
  });

  test('and whose entry fills after it, likewise', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.fill(orderId(3), { trade: 'S', qty: 4 });
    rig.fill(orderId(1), { trade: 'E-2', qty: 6 });
    expect(rig.missing().map(([order]) => order)).toEqual([orderId(1)]);
  });

  test('is none that is missed, where its entry brought no more', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(2, 3);
    rig.fill(orderId(3), { trade: 'S', qty: 4 });
    expect(rig.missing()).toEqual([]);
  });
});

describe('a stop and a target do not stand for each other', () => {
  /** Eight of ten are entered, and both exits work for them. */
  const entered = (): BracketRig => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 8 });
    rig.accept(2, 3);
    return rig;
  };

  test('what an entry brings after its stop is done has a target only, and is told of', () => {
    const rig = entered();
    rig.fill(orderId(3), { trade: 'S', qty: 1 });
    rig.fill(orderId(3), { trade: 'S-2', qty: 7 });
    expect(rig.missing()).toEqual([]);
    rig.fill(orderId(1), { trade: 'E-2', qty: 2 });
    expect(rig.missing()).toEqual([
      [orderId(1), 'trade E-2 of 2 units came after its stop had ended'],
    ]);
  });

  test('what it brings where others have turned the position round leaves nothing bare', () => {
    const rig = entered();
    rig.fill(orderId(3), { trade: 'S', qty: 1 });
    rig.fill(orderId(3), { trade: 'S-2', qty: 7 });
    rig.trade(10, 'sell', 2);
    rig.fill(orderId(1), { trade: 'E-2', qty: 1 });
    rig.fill(orderId(1), { trade: 'E-3', qty: 1 });
    expect(rig.missing()).toEqual([]);
  });

  test('what it brings after its target is done, likewise', () => {
    const rig = entered();
    rig.fill(orderId(2), { trade: 'T', qty: 3 });
    rig.fill(orderId(2), { trade: 'T-2', qty: 5 });
    rig.fill(orderId(1), { trade: 'E-2', qty: 2 });
    expect(rig.missing()).toEqual([
      [orderId(1), 'trade E-2 of 2 units came after its target had ended'],
    ]);
  });

  test('what it brings while its stop is being canceled, likewise', () => {
    const rig = entered();
    rig.cancel(orderId(3));
    rig.fill(orderId(1), { trade: 'E-2', qty: 2 });
    expect(rig.missing()).toHaveLength(1);
  });

  test('a stop that was made smaller on its way, and is done before it can grow, is told of', () => {
    const rig = entered();
    rig.fill(orderId(2), { trade: 'T', qty: 1 });
    rig.fill(orderId(1), { trade: 'E-2', qty: 2 });
    rig.fill(orderId(3), { trade: 'S', qty: 7 });
    expect(rig.missing()).toEqual([]);
    rig.report(orderId(3), { type: 'updated', qty: toQuantity(7), terms: aStop(9_900) });
    expect(rig.nth(3).map((one) => one?.state)).toEqual(['FILLED']);
    expect(rig.missing()).toEqual([
      [orderId(3), 'its amendment ended it, 2 units before its size'],
    ]);
  });

  test('a stop that is done beside another stop is none that is missed', () => {
    const rig = new BracketRig();
    const stops = [3, 4].map((n) => nthRequest(n, { side: 'sell', terms: aStop(9_900 - 10 * n) }));
    rig.send(linkOto(nthRequest(1, { terms: aLimit(10_000) }), linkOuo(stops), 'eachFill'));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.accept(3, 4);
    rig.fill(orderId(1), { trade: 'E-2', qty: 6 });
    rig.fill(orderId(3), { trade: 'S', qty: 4 });
    expect(rig.missing()).toEqual([]);
  });

  test('an exit that gave way to an earlier list is done at the size that was left for it', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.enter(4);
    rig.accept(2, 3, 5, 6);
    rig.effects.splice(0);
    rig.trade(9, 'sell', 5);
    rig.answer();
    rig.fill(orderId(6), { trade: 'S', qty: 5 });
    expect(rig.nth(6).map((one) => one?.state)).toEqual(['FILLED']);
    expect(rig.missing()).toEqual([]);
  });
});

describe('a corporate action that cancels the exits of what stays', () => {
  const account = toAccountId('MAIN');
  const [share, heir] = [anInstrument(), anInstrument({ id: toInstrumentId('HEIR.NSE') })];
  const into = heir.id;
  const split = { type: 'split', numerator: 2, denominator: 1, fractionPrice: null } as const;
  /** A bracket, of which a part of the entry is done, before the action. */
  const acted = (action: CorporateAction, qty = 4): BracketRig => {
    const rig = new BracketRig({ instruments: [share, heir] });
    rig.send(aBracket(1));
    if (qty > 0) rig.fill(orderId(1), { trade: 'E', qty });
    rig.command(
      { type: 'bookAction', account, entry: 'A', instrument: share.id, action },
      { strategy: null },
    );
    return rig;
  };

  test.each<[string, CorporateAction]>([
    ['split', split],
    ['exchange', { ...split, type: 'exchange', into }],
    ['spinOff', { ...split, type: 'spinOff', into, costBps: 1_000 }],
  ])('says so after a %s', (type, action) => {
    const rig = acted(action);
    const why = `a ${type} of ${share.id} ended it`;
    expect(rig.missing()).toEqual([2, 3].map((n) => [orderId(n), why]));
    expect(rig.nth(1, 2, 3).map((one) => one?.pending)).toEqual(['cancel', 'cancel', 'cancel']);
    const cancels = rig.effects.filter(({ type: one }) => one === 'cancel');
    expect(cancels.map(({ order }) => order)).toEqual([1, 2, 3].map(orderId));
  });

  test.each<[string, CorporateAction, number]>([
    ['is over with it', { type: 'redemption', price: toPrice(10_000) }, 4],
    ['is none yet', split, 0],
    ['keeps its exits', { type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 }, 4],
  ])('says nothing where the position %s', (_, action, qty) => {
    expect(acted(action, qty).missing()).toEqual([]);
  });
});

test('a fill of an exit that still waits here is booked, and somebody has to look', () => {
  const rig = new BracketRig();
  rig.send(aBracket(1));
  rig.fill(orderId(3), { trade: 'S', qty: 4 });
  expect(rig.machine.order(orderId(3))?.filled).toBe(4);
  expect(rig.of('anomaly')[0]?.detail).toBe('trade S is of an order that was not sent');
  const account = toAccountId('MAIN');
  expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('REDUCING');
  expect(rig.machine.checkInvariants()).toEqual([]);
});

test('a stop that has begun to fill ends what is left of its entry', () => {
  const rig = new BracketRig();
  rig.send(aBracket(1));
  rig.fill(orderId(1), { trade: 'E', qty: 4 });
  rig.accept(2, 3);
  rig.fill(orderId(2), { trade: 'T', qty: 1 });
  expect(rig.machine.order(orderId(1))?.pending).toBeNull();
  rig.fill(orderId(3), { trade: 'S', qty: 1 });
  expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
});
