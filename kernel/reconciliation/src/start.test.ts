import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import { EXTERNAL_BOOK, type TradingState } from 'argosy/domain';
import { ReconciledRig, aQuote } from '@argosy/testkit';

import { beforeEach, describe, expect, test } from 'vitest';

import type { BrokerAnswer, BrokerQuery } from './broker-view.ts';

const none = toMicros(0);
const policy = { raceWindow: none, graceWindow: none, missingRounds: 1 };
const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const instrument = toInstrumentId('SBIN.NSE');
const price = toPrice(10_000);
const asked = { instrument, product: 'delivery', side: 'buy', tif: 'GTC', terms: limit } as const;

let all: ReconciledRig;
beforeEach(() => {
  all = new ReconciledRig({ policy });
  all.rig.feed(aQuote({ bid: toPrice(10_100), ask: toPrice(10_104) }));
});

const stateHere = (order: OrderId): string | undefined => all.rig.machine.order(order)?.state;
const codes = (): readonly string[] => all.findings.map(({ code }) => code);
const prices = (): readonly number[] => {
  const fills = all.rig.machine.closedOrders().flatMap((order) => order.fills);
  return fills.filter(({ flags }) => flags.includes('reconciled')).map((fill) => fill.price);
};

/** An order that the broker works, and that we know it works. */
function work(qty = 10): OrderId {
  const order = all.rig.submit({ qty: toQuantity(qty), terms: limit });
  all.send().hear();
  return order;
}

/** Starts anew, until all agrees. */
function restart(): void {
  all.restart().reconcile();
  expect(all.differences()).toEqual([]);
}

function hold(qty: number, value: number | null = null): void {
  const position = {
    instrument,
    product: 'delivery',
    qty,
    value: value === null ? null : BigInt(value),
  };
  all.broker.adjust({ position: { ...position, product: 'delivery' } });
}

describe('at the start', () => {
  test('status differs: the broker’s counts', () => {
    const order = work();
    all.rig.cancel(order);
    all.send().hear('lose');
    restart();
    expect(stateHere(order)).toBe('CANCELED');
  });

  test('missed fill: it is booked', () => {
    const order = work();
    all.broker.fill(order, 10, { price, fee: 7n });
    all.hear('lose');
    restart();
    expect(stateHere(order)).toBe('FILLED');
    expect(all.rig.machine.order(order)?.fills).toMatchObject([{ trade: 'T-1', flags: [] }]);
  });

  test('several partial fills: those that are missing are booked', () => {
    const order = work();
    for (const units of [2, 3, 1]) all.broker.fill(order, units, { price });
    all.broker.messages.splice(1, 2);
    all.hear();
    restart();
    expect(all.rig.machine.order(order)?.fills.map(({ qty }) => qty)).toEqual([2, 3, 1]);
    expect(stateHere(order)).toBe('PARTIALLY_FILLED');
  });

  test('external order: it is known from now on, and so are its fills', () => {
    const brokerId = all.broker.place({ ...asked, qty: toQuantity(5) });
    all.broker.fill(brokerId, 2, { price });
    restart();
    const [order] = all.rig.machine.openOrders();
    expect(order).toMatchObject({ brokerId, filled: 2, request: { book: EXTERNAL_BOOK } });
  });

  test('external order that ended without a fill: it is no concern of the books', () => {
    const order = work();
    all.rig.cancel(order);
    all.send();
    all = Object.assign(new ReconciledRig({ policy }), { broker: all.broker });
    all.reconcile();
    expect(all.rig.machine.closedOrders()).toEqual([]);
  });

  test('part-filled then cancelled: the fills first, so that none is late', () => {
    const order = work();
    all.broker.fill(order, 4, { price });
    all.rig.cancel(order);
    all.send().hear('lose');
    restart();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'CANCELED', filled: 4 });
    expect(all.rig.machine.counters.lateFill).toBe(0);
  });

  test('part-filled then cancelled, and the query of fills failed: the cancel waits for them', () => {
    const order = work();
    all.broker.fill(order, 4, { price });
    all.rig.cancel(order);
    all.send().hear('lose');
    all.broker.failing.add('fills');
    all.restart().round();
    expect(stateHere(order)).toBe('PENDING_CANCEL');
    all.broker.failing.clear();
    all.reconcile();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'CANCELED', filled: 4 });
    expect(all.rig.machine.counters.lateFill).toBe(0);
  });

  test('differing fill data: ours are kept and people are told', () => {
    const order = work();
    all.broker.fill(order, 4, { price });
    for (const { body } of all.broker.messages.splice(0)) {
      if (body.type !== 'filled') continue;
      all.rig.report(order, { type: 'filled', fill: { ...body.fill, price: toPrice(9_999) } });
    }
    all.restart().reconcile();
    expect(all.rig.machine.order(order)?.fills.map((fill) => fill.price)).toEqual([9_999]);
    expect(codes()).toContain('FILL_DIFFERS');
  });

  test('filtered: it is left alone', () => {
    all = new ReconciledRig({ policy: { ...policy, ignored: new Set([instrument]) } });
    const brokerId = all.broker.place({ ...asked, qty: toQuantity(5) });
    all.broker.fill(brokerId, 5, { price });
    all.broker.adjust({ cash: 50_000n });
    all.reconcile();
    expect(all.rig.machine.closedOrders()).toEqual([]);
    expect(codes()).toEqual(['FILTERED']);
  });

  test('duplicate report: what says most is taken, once', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear('lose');
    const answer = all.broker.answer.bind(all.broker);
    all.broker.answer = (query: BrokerQuery): BrokerAnswer => {
      const told = answer(query);
      if (told.type !== 'orders' || !told.result.ok) return told;
      const { value } = told.result;
      const before = value.map((one) => ({
        ...one,
        state: 'working' as const,
        filled: toQuantity(0),
      }));
      return { type: 'orders', result: { ok: true, value: [...value, ...before] } };
    };
    restart();
    expect(stateHere(order)).toBe('FILLED');
    expect(codes()).toContain('DUPLICATE_REPORT');
  });

  test('position larger: the rest is in the external book, at the broker’s average', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear();
    hold(15, 15 * 10_010);
    all.broker.adjust({ cash: -5n * 10_030n });
    restart();
    const external = all.rig.machine.positions().find(({ key }) => key.book === EXTERNAL_BOOK);
    expect(external).toMatchObject({ qty: 5, cost: 5n * 10_030n });
  });

  test('position larger, short: the same the other way', () => {
    hold(-7, -7 * 10_010);
    all.broker.adjust({ cash: 7n * 10_010n });
    restart();
    expect(prices()).toEqual([10_010]);
  });

  test('position larger than several books hold: their average says nothing, the market does', () => {
    for (const book of ['ONE', 'TWO']) {
      const order = all.rig.submit({ book: toBookId(book), qty: toQuantity(5), terms: limit });
      all.send().broker.fill(order, 5, { price });
      all.hear();
    }
    hold(15, 15 * 10_010);
    restart();
    expect(prices()).toEqual([10_102]);
  });

  test('position smaller: what is gone is priced at the middle of the market', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear();
    hold(6, 6 * 10_000);
    restart();
    expect(prices()).toEqual([10_102]);
    const books = all.rig.machine.positions().map(({ key, qty }) => [key.book, qty]);
    expect(books).toEqual([
      ['TEST', 10],
      [EXTERNAL_BOOK, -4],
    ]);
  });

  test('position flipped: closed at the market, opened at the broker’s average', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear();
    hold(-5, -5 * 10_200);
    restart();
    expect(prices()).toEqual([10_102, 10_200]);
  });

  test.each(['orders', 'fills', 'positions', 'funds'] as const)(
    'no report though the query of %s failed: nothing is taken for flat',
    (query) => {
      const order = work();
      all.broker.fill(order, 4, { price });
      all.hear();
      all.restart();
      all.broker.failing.add(query);
      all.round();
      all.round();
      expect(all.rig.machine.order(order)).toMatchObject({ state: 'PARTIALLY_FILLED', filled: 4 });
      expect(all.rig.machine.positions()).toMatchObject([{ qty: 4 }]);
      expect(codes()).toContain('QUERY_FAILED');
      expect(all.reconciler.isReady).toBe(false);
      all.broker.failing.clear();
      all.reconcile();
      expect(all.differences()).toEqual([]);
    },
  );
});

describe('an order that was on its way when all stopped', () => {
  const grace = toMicros(30_000_000);

  test('is in doubt before anything else, and the account stays halted meanwhile', () => {
    all = new ReconciledRig({ policy: { ...policy, graceWindow: grace } });
    const order = all.rig.submit({ terms: limit });
    all.restart().round();
    expect(
      all.inputs.map(({ kind, ...input }) => ('body' in input ? input.body.type : kind)),
    ).toEqual(['setState', 'unanswered']);
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'SUBMITTED', inDoubt: ['submit'] });
    expect(all.reconciler.isReady).toBe(false);
  });

  test('and never arrived is rejected after the grace window, and not sent again', () => {
    all = new ReconciledRig({ policy: { ...policy, graceWindow: grace } });
    const order = all.rig.submit({ terms: limit });
    const stoppedAt = all.rig.now;
    restart();
    expect(stateHere(order)).toBe('REJECTED');
    expect(all.rig.now - stoppedAt).toBeGreaterThan(grace);
    expect(all.rig.effects).toHaveLength(1);
  });

  test('and did arrive is taken as it is there, at once', () => {
    all = new ReconciledRig({ policy: { ...policy, graceWindow: grace } });
    const order = all.rig.submit({ terms: limit });
    all.send().hear('lose').restart().round();
    expect(all.rig.machine.order(order)).toMatchObject({ state: 'ACCEPTED', inDoubt: [] });
    expect(all.reconciler.isReady).toBe(true);
  });
});

describe('until an account agrees with its broker', () => {
  const account = { kind: 'account' } as const;
  const effect = (): string => {
    const order = all.rig.submit({ terms: limit });
    return all.rig.machine.order(order)?.reason ?? 'sent';
  };

  test('it takes no new orders, and cancels pass', () => {
    const order = work();
    all.broker.failing.add('funds');
    all.round();
    expect(effect()).toMatch(/^ACCOUNT_HALTED: MAIN: is not known to agree/u);
    all.rig.cancel(order);
    all.send().hear();
    expect(stateHere(order)).toBe('CANCELED');
  });

  test.each<TradingState>(['ACTIVE', 'REDUCING', 'HALTED'])(
    'and afterwards it is %s again, as it was',
    (state) => {
      all.rig.setState(state);
      all.reconcile();
      expect(all.rig.machine.stateOf(toAccountId('MAIN'), account)).toBe(state);
      expect(all.rig.machine.stateOf(toAccountId('MAIN'), { kind: 'reconciliation' })).toBe(
        'ACTIVE',
      );
    },
  );

  test('twice stopped half-way, a third start needs nobody', () => {
    const order = work();
    all.broker.fill(order, 10, { price });
    all.hear('lose');
    all.broker.failing.add('fills');
    all.restart().round();
    all.restart().round();
    all.broker.failing.clear();
    restart();
    expect(effect()).toBe('sent');
  });
});
