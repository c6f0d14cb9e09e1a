import {
  toAccountId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type BrokerOrderId,
  type OrderId,
} from 'argosy/core';
import type { Order } from 'argosy/domain';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import { beforeEach, describe, expect, it, test } from 'vitest';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import { DifferenceWatch } from './difference-watch.ts';
import { HeardListing, SIFTED_AT_ONCE, type Listed } from './heard-listing.ts';
import { reconciliationDefaults } from './policy.ts';
import { rememberedFacts } from './remembered-facts.ts';
import { Draft, type Scene } from './round.ts';
import type { TradingFacts } from './trading-facts.ts';

const account = toAccountId('MAIN');
const price = toPrice(10_000);
const limit = { type: 'limit', limit: price } as const;

let all: ReconciledRig;
let filled: OrderId;
let heard: HeardListing;

/** Facts that count how often an order is read. */
function counted(): { readonly facts: TradingFacts; readonly reads: () => number } {
  const { machine } = all.rig;
  let reads = 0;
  const facts: TradingFacts = {
    ...rememberedFacts(machine),
    closedChanges: machine.closedChanges,
    order: (id): Order | undefined => {
      reads += 1;
      return machine.order(id);
    },
  };
  return { facts, reads: () => reads };
}

function sceneOf(facts: TradingFacts): Scene {
  const now = toTimestamp(1);
  const common = { facts, account, policy: reconciliationDefaults, watch: new DifferenceWatch() };
  return { ...common, asOf: now, now, isStarting: false, out: new Draft(account, now, []) };
}

/** What the broker lists behind a mark, or all of it. */
function listed(after: number | null = null): Listed {
  const behind = after === null ? {} : { after };
  const [orders, fills] = [
    all.broker.answer({ type: 'orders', ...behind }),
    all.broker.answer({ type: 'fills', ...behind }),
  ];
  if (orders.type !== 'orders' || !orders.result.ok) throw new Error('no orders');
  if (fills.type !== 'fills' || !fills.result.ok) throw new Error('no fills');
  return { orders: orders.result.value, fills: fills.result.value, mark: orders.mark ?? null };
}

/** What of a listing is left to be looked at, and how many orders were read for it. */
function look(listing?: Listed): {
  readonly orders: readonly BrokerOrderId[];
  readonly reads: number;
} {
  const { facts, reads } = counted();
  const mark = heard.markFor(facts);
  heard.take(facts, listing ?? listed(mark));
  const scene = sceneOf(facts);
  while (heard.sift(scene));
  const { orders } = heard.left();
  return { orders: (orders ?? []).map(({ brokerId }) => brokerId), reads: reads() };
}

function begin(givesMarks: boolean): void {
  all = new ReconciledRig({ givesMarks });
  heard = new HeardListing();
  all.rig.feed(aQuote());
  all.reconcile();
  const canceled = submit();
  filled = submit();
  all.send().hear();
  all.rig.cancel(canceled);
  all.send();
  all.broker.fill(filled, 10, { price });
  all.hear();
}

const submit = (): OrderId => all.rig.submit({ qty: toQuantity(10), terms: limit });

describe.each([false, true])(
  'what has ended here and there alike, given marks: %s',
  (givesMarks) => {
    beforeEach(() => begin(givesMarks));

    it('is sifted out, and not read again while the broker says the same', () => {
      expect(look()).toMatchObject({ orders: [] });
      expect(look()).toEqual({ orders: [], reads: 0 });
    });

    it('leaves an order that still works to be looked at', () => {
      const works = submit();
      all.send().hear();
      expect(look().orders).toEqual([`B-${works}`]);
      expect(look().orders).toEqual([`B-${works}`]);
    });

    it('is looked at again when something came of its fills here', () => {
      look();
      all.broker.fill(submitted(), 10, { price });
      all.hear();
      look();
      expect(heard.markFor(counted().facts) !== null).toBe(givesMarks);
      const [, { fill }] = all.broker.fills as [BrokerFill, BrokerFill];
      all.rig.report(all.broker.fills[1]?.order ?? filled, { type: 'busted', trade: fill.trade });
      expect(heard.markFor(counted().facts)).toBeNull();
      expect(look().orders).toEqual([all.broker.fills[1]?.brokerId]);
    });

    it('stays until both sides agree, though the broker tells of it once', () => {
      look();
      const late = submit();
      all.send().hear();
      all.broker.fill(late, 10, { price });
      expect(look().orders).toEqual([`B-${late}`]);
      expect(look().orders).toEqual([`B-${late}`]);
      all.hear();
      expect(look().orders).toEqual([]);
      expect(look().reads).toBe(0);
    });

    it('is sifted a piece at a time', () => {
      for (let count = 0; count <= SIFTED_AT_ONCE; count += 1) all.rig.cancel(submitted());
      all.send().hear();
      const { facts } = counted();
      heard.take(facts, listed());
      expect(heard.sift(sceneOf(facts))).toBe(true);
      expect(heard.sift(sceneOf(facts))).toBe(false);
      expect(heard.left()).toEqual({ orders: [], fills: [] });
    });
  },
);

function submitted(): OrderId {
  const id = submit();
  all.send().hear();
  return id;
}

describe('of a broker that lists all each time', () => {
  beforeEach(() => begin(false));

  it.each<[string, (order: BrokerOrder) => BrokerOrder, boolean]>([
    ['works', (order) => ({ ...order, state: 'working' }), true],
    ['has filled less', (order) => ({ ...order, filled: toQuantity(9) }), true],
    ['has another quantity', (order) => ({ ...order, qty: toQuantity(11) }), false],
    ['was paid another price', (order) => ({ ...order, filledValue: 7n }), false],
  ])('an order is looked at again when it %s', (_, change, stays) => {
    look();
    const { orders, fills, mark } = listed();
    const changed = (orders ?? []).map((one) => (one.order === filled ? change(one) : one));
    const news = look({ orders: changed, fills, mark });
    expect(news.orders).toEqual(stays ? [`B-${filled}`] : []);
    expect(look().orders).toEqual([]);
  });

  it.each<[string, (fills: readonly BrokerFill[]) => readonly BrokerFill[], boolean]>([
    ['lists a fill no more', () => [], false],
    ['lists another price', (fills) => fills.map((one) => withPrice(one, 9_995)), true],
    ['lists another trade', (fills) => [...fills, ...fills.map(another)], true],
  ])('an order is looked at again when the broker %s', (_, change, stays) => {
    look();
    const { orders, fills, mark } = listed();
    const news = look({ orders, fills: change(fills ?? []), mark });
    expect(news.orders).toEqual(stays ? [`B-${filled}`] : []);
    expect(news.reads).toBeGreaterThan(0);
  });

  test('a listing that failed is left as it is', () => {
    look();
    const { orders } = listed();
    const { facts } = counted();
    heard.take(facts, { orders, fills: null, mark: null });
    expect(heard.sift(sceneOf(facts))).toBe(false);
    expect(heard.left()).toEqual({ orders, fills: null });
  });

  test('what the broker lists no more is forgotten', () => {
    look();
    look({ orders: [], fills: [], mark: null });
    expect(look().reads).toBeGreaterThan(0);
  });
});

test('an order that is kept no more is nobody’s concern once it is over there as well', () => {
  begin(true);
  const { facts } = counted();
  const forgotten: TradingFacts = { ...facts, order: () => undefined, hasSeen: () => true };
  const works = submitted();
  heard.take(forgotten, listed());
  expect(heard.sift(sceneOf(forgotten))).toBe(false);
  expect(heard.left().orders?.map(({ order }) => order)).toEqual([works]);
});

function withPrice(one: BrokerFill, units: number): BrokerFill {
  return { ...one, fill: { ...one.fill, price: toPrice(units) } };
}

function another(one: BrokerFill): BrokerFill {
  return { ...one, fill: { ...one.fill, trade: toTradeId('T-other') } };
}
