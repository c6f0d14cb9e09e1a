import { toBrokerOrderId, toMicros, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { OrderState } from 'argosy/domain';
import { ReconciledRig, aQuote, rupees } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import type { BrokerAnswer, BrokerQuery } from './broker-view.ts';

const SECOND = 1_000_000;
const policy = {
  raceWindow: toMicros(5 * SECOND),
  graceWindow: toMicros(30 * SECOND),
  answerTimeout: toMicros(10 * SECOND),
  missingRounds: 3,
  targetedQueriesMax: 2,
};
const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const price = toPrice(10_000);

let all: ReconciledRig;
beforeEach(() => {
  all = new ReconciledRig({ policy });
  all.rig.feed(aQuote());
  all.reconcile();
});

const stateHere = (order: OrderId): string | undefined => all.rig.machine.order(order)?.state;

function work(qty = 10): OrderId {
  const order = all.rig.submit({ qty: toQuantity(qty), terms: limit });
  all.send().hear();
  return order;
}

/** As many rounds as any order takes, and more. */
function rounds(count = 40): void {
  for (let round = 0; round < count; round += 1) all.round();
}

describe('while running, an order that the broker does not know', () => {
  test('and that is SUBMITTED is rejected, after rounds of retries and one query by name', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose');
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({
      state: 'REJECTED',
      reason: 'it never reached the broker',
      inDoubt: [],
    });
    expect(all.broker.namedQueries).toBe(1);
  });

  test('and that is SUBMITTED is not rejected while its query by name fails', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose');
    all.broker.failing.add('order');
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'SUBMITTED', inDoubt: ['submit'] });
    all.broker.failing.clear();
    rounds();
    expect(stateHere(order)).toBe('REJECTED');
  });

  test('and that is ACCEPTED is rejected', () => {
    const order = work();
    all.broker.forget(order);
    rounds();
    expect(stateHere(order)).toBe('REJECTED');
  });

  test('is not asked for by name before it was missing in as many rounds as it must', () => {
    const order = work();
    all.broker.forget(order);
    all.wait(40);
    const asked = [1, 2, 3].map(() => {
      all.round();
      return all.broker.namedQueries;
    });
    expect(asked).toEqual([0, 0, 1]);
  });

  test('and that is TRIGGERED is rejected', () => {
    const order = all.rig.submit({ terms: { type: 'stopMarket', trigger: toPrice(11_000) } });
    all.send().hear();
    all.rig.report(order, { type: 'triggered' });
    all.broker.forget(order);
    rounds();
    expect(stateHere(order)).toBe('REJECTED');
  });

  test('and that is PARTIALLY_FILLED is canceled, and keeps its fills', () => {
    const order = work();
    all.broker.fill(order, 4, { price });
    all.hear();
    all.broker.forget(order);
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'CANCELED', filled: 4 });
  });

  test.each<[OrderState, (order: OrderId) => void]>([
    ['PENDING_CANCEL', (order) => all.rig.cancel(order)],
    ['PENDING_UPDATE', (order) => all.rig.amend(order, 8, limit)],
  ])('and that is %s stays as it is, and people are told once', (state, request) => {
    const order = work();
    request(order);
    all.send('lose');
    all.broker.forget(order);
    rounds();
    expect(stateHere(order)).toBe(state);
    const told = all.findings.filter(({ code }) => code === 'ORDER_UNRESOLVED');
    expect(told.map(({ order: id }) => id)).toEqual([order]);
    expect(all.broker.namedQueries).toBe(1);
  });

  test('and that is FILLED is none of its business', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear();
    all.broker.forget(order);
    rounds();
    expect(stateHere(order)).toBe('FILLED');
    expect(all.broker.namedQueries).toBe(0);
  });

  test.each<[OrderState, (order: OrderId) => void]>([
    ['CANCELED', (order) => all.rig.report(order, { type: 'canceled', reason: null })],
    ['EXPIRED', (order) => all.rig.report(order, { type: 'expired' })],
  ])('and that is %s is none of its business', (state, end) => {
    const order = work();
    end(order);
    all.broker.forget(order);
    rounds();
    expect(stateHere(order)).toBe(state);
    expect(all.broker.namedQueries).toBe(0);
  });

  test('and that is younger than the race window is skipped', () => {
    all = new ReconciledRig({ policy: { ...policy, missingRounds: 1 } });
    all.rig.feed(aQuote());
    all.reconcile().wait(40);
    const order = work();
    all.broker.forget(order);
    all.round();
    expect([stateHere(order), all.broker.namedQueries]).toEqual(['ACCEPTED', 0]);
    all.wait(10).round();
    expect([stateHere(order), all.broker.namedQueries]).toEqual(['REJECTED', 1]);
  });

  test('is asked for by name with no more queries in a round than it may', () => {
    const orders = [work(), work(), work(), work(), work()];
    for (const order of orders) all.broker.forget(order);
    const asked: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      all.broker.namedQueries = 0;
      all.round();
      asked.push(all.broker.namedQueries);
    }
    expect(Math.max(...asked)).toBe(2);
    expect(asked.filter((count) => count > 0)).toEqual([2, 2, 1]);
    expect(orders.map(stateHere)).toEqual(orders.map(() => 'REJECTED'));
  });

  test('but is heard of while it is asked for by name is not judged by that', () => {
    const order = all.rig.submit({ terms: limit });
    all.send().hear('lose');
    all.broker.forget(order);
    const answer = all.broker.answer.bind(all.broker);
    all.broker.answer = (query: BrokerQuery): BrokerAnswer => {
      const isLast = query.type === 'order' && stateHere(order) === 'SUBMITTED';
      if (isLast) all.rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId('B-7') });
      return answer(query);
    };
    for (let round = 0; round < 40 && stateHere(order) === 'SUBMITTED'; round += 1) all.round();
    expect([stateHere(order), all.broker.namedQueries]).toEqual(['ACCEPTED', 1]);
  });

  test('but comes up when it is asked for by name is taken as it is there', () => {
    const order = all.rig.submit({ terms: limit });
    all.send().hear('lose');
    all.broker.fill(order, 3, { price });
    all.hear('lose');
    const answer = all.broker.answer.bind(all.broker);
    all.broker.answer = (query: BrokerQuery): BrokerAnswer => {
      const isBlind = query.type === 'orders' || query.type === 'fills';
      return isBlind ? { type: query.type, result: { ok: true, value: [] } } : answer(query);
    };
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'PARTIALLY_FILLED', filled: 3 });
  });
});

describe('a request whose answer is lost', () => {
  test('is doubted once it was waited for, and never sent again', () => {
    const order = all.rig.submit({ terms: limit });
    all.send('lose');
    const sent = all.rig.effects.length;
    all.wait(15).round();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'SUBMITTED', inDoubt: ['submit'] });
    rounds();
    expect(all.rig.effects.length).toBe(sent);
  });

  test.each<
    [string, (order: OrderId) => void, 'deliver' | 'lose', Partial<{ state: string; qty: number }>]
  >([
    ['cancel that arrived', (order) => all.rig.cancel(order), 'deliver', { state: 'CANCELED' }],
    ['cancel that never did', (order) => all.rig.cancel(order), 'lose', { state: 'ACCEPTED' }],
    [
      'amendment that arrived',
      (order) => all.rig.amend(order, 8, limit),
      'deliver',
      { qty: 8, state: 'ACCEPTED' },
    ],
    [
      'amendment that never did',
      (order) => all.rig.amend(order, 8, limit),
      'lose',
      { qty: 10, state: 'ACCEPTED' },
    ],
  ])('of a %s is found out from what the broker works', (_, request, how, expected) => {
    const order = work();
    request(order);
    all.send(how).hear('lose');
    const sent = all.rig.effects.length;
    rounds();
    expect(all.rig.effects.length).toBe(sent);
    expect(all.rig.machine.order(order)).toMatchObject({ ...expected, pending: null, inDoubt: [] });
    expect(all.differences()).toEqual([]);
  });

  test.each([
    ['arrived', 'deliver', 'ACCEPTED'],
    ['never did', 'lose', 'REJECTED'],
  ] as const)('of a submit that %s is found out by its id', (_, how, expected) => {
    const order = all.rig.submit({ terms: limit });
    all.send(how).hear('lose');
    all.rig.report(order, { type: 'unanswered', request: 'submit' });
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'SUBMITTED', inDoubt: ['submit'] });
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({ state: expected, inDoubt: [] });
    expect(all.rig.effects).toHaveLength(1);
  });

  test('of a submit that arrived is found by what was asked, where ids are not given back', () => {
    all = new ReconciledRig({ policy, givesIdsBack: false });
    all.rig.feed(aQuote());
    all.reconcile();
    const order = all.rig.submit({ terms: limit });
    all.send().hear('lose');
    rounds();
    expect(stateHere(order)).toBe('ACCEPTED');
    expect(all.differences()).toEqual([]);
  });

  test('of a submit that has filled is found by its trades, where ids are not given back', () => {
    all = new ReconciledRig({ policy, givesIdsBack: false });
    all.rig.feed(aQuote());
    all.reconcile();
    const order = all.rig.submit({ terms: limit });
    all.send().hear('lose');
    all.broker.fill(order, 10, { price });
    all.hear();
    rounds();
    expect(stateHere(order)).toBe('FILLED');
    expect(all.differences()).toEqual([]);
  });

  test('of two submits that are alike is for people to find out', () => {
    all = new ReconciledRig({ policy, givesIdsBack: false });
    all.rig.feed(aQuote());
    all.reconcile();
    const orders = [all.rig.submit({ terms: limit }), all.rig.submit({ terms: limit })];
    all.send().hear('lose');
    rounds(12);
    expect(orders.map(stateHere)).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect(all.findings.some(({ code }) => code === 'ORDER_AMBIGUOUS')).toBe(true);
  });
});

describe('an order that is closed here and worked there', () => {
  test('opens again where only its fills had closed it: its new quantity was never heard of', () => {
    const order = work();
    all.rig.amend(order, 15, limit);
    all.send().hear('lose');
    all.broker.fill(order, 10, { price });
    all.hear();
    expect(stateHere(order)).toBe('FILLED');
    rounds();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'PARTIALLY_FILLED', filled: 10 });
    expect(all.differences()).toEqual([]);
    expect(all.rig.machine.checkInvariants()).toEqual([]);
  });

  test('stays filled where it has ended there too: its fills agree, and its exits need not move', () => {
    const order = work();
    all.rig.amend(order, 15, limit);
    all.send().hear('lose');
    all.rig.cancel(order);
    all.broker.fill(order, 10, { price });
    const [fill] = all.broker.messages.splice(0);
    all.send().hear('lose');
    if (fill !== undefined) all.rig.report(fill.order, fill.body);
    const before = all.inputs.length;
    rounds();
    expect(all.broker.orders).toMatchObject([{ state: 'canceled', qty: 15, filled: 10 }]);
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'FILLED', qty: 10, filled: 10 });
    expect(all.inputs.slice(before)).toEqual([]);
    expect(all.differences()).toEqual([]);
  });

  test('and had ended otherwise is for people to cancel', () => {
    const order = work();
    all.rig.report(order, { type: 'canceled', reason: null });
    rounds();
    expect(stateHere(order)).toBe('CANCELED');
    expect(all.findings.map(({ code }) => code)).toEqual(['ORDER_WORKING_THERE']);
  });
});

describe('a difference that is younger than the race window', () => {
  test('of a position is left alone, and gone when its report comes', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.broker.hideFills();
    all.round();
    all.hear();
    rounds(5);
    expect(all.rig.machine.counters.positionDiffers).toBe(0);
    expect(all.rig.machine.order(order)?.fills.map(({ flags }) => flags)).toEqual([[]]);
    expect(all.differences()).toEqual([]);
  });
});

describe('a fill that only an order shows', () => {
  test('is booked at what makes the broker’s average, to the last unit', () => {
    const order = work();
    all.broker.fill(order, 2, { price });
    all.hear();
    all.broker.fill(order, 2, { price: toPrice(9_990) });
    all.broker.fill(order, 1, { price: toPrice(9_995) });
    all.broker.hideFills();
    all.hear('lose');
    rounds();
    expect(all.rig.machine.order(order)?.fills.map((fill) => [fill.qty, fill.price])).toEqual([
      [2, 10_000],
      [1, 9_991],
      [2, 9_992],
    ]);
    expect(all.differences()).toEqual([]);
  });

  test('gives way to the fill itself when that is listed after all, and nothing is too large', () => {
    const order = work();
    all.broker.fill(order, 10, { price, fee: 5n });
    all.hear('lose').broker.hideFills();
    rounds(4);
    expect(all.rig.machine.order(order)?.fills).toMatchObject([{ flags: ['reconciled'] }]);
    all.broker.showFills();
    rounds();
    expect(all.rig.machine.order(order)?.fills).toMatchObject([{ trade: 'T-1', flags: [] }]);
    expect(all.rig.machine.counters).toMatchObject({ tooLargeFill: 0, lateFill: 0 });
    expect(all.differences()).toEqual([]);
  });

  test('gives way to the fill itself when that is reported after all', () => {
    const order = work();
    all.broker.fill(order, 4, { price });
    const [late] = all.broker.messages.splice(0);
    all.broker.hideFills();
    rounds();
    if (late !== undefined) all.rig.report(order, late.body);
    expect(all.rig.machine.order(order)?.filled).toBe(8);
    rounds();
    expect(all.rig.machine.order(order)?.fills.map(({ trade }) => trade)).toEqual(['T-1']);
    expect(all.differences()).toEqual([]);
  });
});

describe('cash', () => {
  test('that the broker has otherwise waits in suspense and is no gain', () => {
    all.broker.adjust({ cash: 1_234n });
    rounds(5);
    expect(all.differences()).toEqual([]);
    const { book, counters } = all.rig.machine;
    const { currency } = rupees(0n);
    expect(book.balance('MAIN/suspense', currency)).toBe(-1_234n);
    expect(book.balance('MAIN/realised', currency)).toBe(0n);
    expect(counters.cashDiffers).toBe(1);
    expect(all.findings.map(({ code }) => code)).toEqual(['SUSPENSE_OPEN']);
  });
});
