import {
  toAccountId,
  toPrice,
  toQuantity,
  toTimestamp,
  type BrokerOrderId,
  type OrderId,
} from 'argosy/core';
import type { Order } from 'argosy/domain';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import { beforeEach, describe, expect, it, test } from 'vitest';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import { DifferenceWatch } from './difference-watch.ts';
import { OurIds } from './our-ids.ts';
import { reconciliationDefaults } from './policy.ts';
import { rememberedFacts } from './remembered-facts.ts';
import { Draft, type Listing, type Scene, type TradingFacts } from './round.ts';
import { SettledOrders } from './settled-orders.ts';

const price = toPrice(10_000);
const limit = { type: 'limit', limit: price } as const;

let all: ReconciledRig;
let filled: OrderId;
let settled: SettledOrders;

/** Facts that count how often an order, or all that closed, is read. */
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
    closedOrders: (): readonly Order[] => {
      reads += 1;
      return machine.closedOrders();
    },
  };
  return { facts, reads: () => reads };
}

/** What the broker lists now. */
function listed(): Pick<Listing, 'orders' | 'fills'> {
  return { orders: all.broker.orders.map((one) => ({ ...one })), fills: [...all.broker.fills] };
}

/** Ends a round that found all in order. */
function endRound(): void {
  const { facts } = counted();
  const account = toAccountId('MAIN');
  const now = toTimestamp(1);
  const scene: Scene = {
    facts,
    account,
    policy: reconciliationDefaults,
    watch: new DifferenceWatch(),
    asOf: now,
    now,
    isStarting: false,
    out: new Draft(account, now, []),
  };
  const news = settled.newsOf(facts, listed());
  settled.note(scene, { ...news, ours: new OurIds(account, facts), skipped: new Set() });
}

const idsOf = (orders: readonly BrokerOrder[] | null): readonly BrokerOrderId[] =>
  (orders ?? []).map(({ brokerId }) => brokerId);

beforeEach(() => {
  all = new ReconciledRig();
  settled = new SettledOrders();
  all.rig.feed(aQuote());
  all.reconcile();
  const submit = (): OrderId => all.rig.submit({ qty: toQuantity(10), terms: limit });
  const canceled = submit();
  filled = submit();
  all.send().hear();
  all.rig.cancel(canceled);
  all.send();
  all.broker.fill(filled, 10, { price });
  all.hear();
});

describe('what has ended here and there alike', () => {
  it('is not looked at again while the broker says the same', () => {
    expect(settled.newsOf(counted().facts, listed())).toEqual(listed());
    endRound();
    const { facts, reads } = counted();
    expect(settled.newsOf(facts, listed())).toEqual({ orders: [], fills: [] });
    expect(reads()).toBe(0);
  });

  it('leaves an order that still works to be looked at', () => {
    const works = all.rig.submit({ qty: toQuantity(10), terms: limit });
    all.send().hear();
    endRound();
    expect(idsOf(settled.newsOf(counted().facts, listed()).orders)).toEqual([`B-${works}`]);
  });

  it('is looked at again when something came of a closed order here', () => {
    endRound();
    const { trade } = all.broker.fills[0]?.fill ?? { trade: '' };
    all.broker.bust(trade);
    all.hear();
    expect(settled.newsOf(counted().facts, listed())).toEqual(listed());
  });

  it.each<[string, (order: BrokerOrder) => BrokerOrder]>([
    ['works', (order) => ({ ...order, state: 'working' })],
    ['has filled less', (order) => ({ ...order, filled: toQuantity(9) })],
    ['has another quantity', (order) => ({ ...order, qty: toQuantity(11) })],
    ['was paid another price', (order) => ({ ...order, filledValue: 7n })],
  ])('is looked at again when the broker says that it %s', (_, change) => {
    endRound();
    const { orders, fills } = listed();
    const changed = (orders ?? []).map((one) => (one.order === filled ? change(one) : one));
    const news = settled.newsOf(counted().facts, { orders: changed, fills });
    expect(idsOf(news.orders)).toEqual([`B-${filled}`]);
    expect(news.fills).toEqual(fills);
  });

  it.each<[string, (fills: readonly BrokerFill[]) => readonly BrokerFill[]]>([
    ['lists a fill no more', () => []],
    ['lists another price', (fills) => fills.map((one) => withPrice(one, 9_995))],
    ['lists one more', (fills) => [...fills, ...fills]],
  ])('is looked at again when the broker %s', (_, change) => {
    endRound();
    const { orders, fills } = listed();
    const news = settled.newsOf(counted().facts, { orders, fills: change(fills ?? []) });
    expect(idsOf(news.orders)).toEqual([`B-${filled}`]);
  });
});

test('a listing that failed is left as it is', () => {
  endRound();
  const { orders } = listed();
  expect(settled.newsOf(counted().facts, { orders, fills: null })).toEqual({ orders, fills: null });
});

test('what the broker lists no more is forgotten', () => {
  endRound();
  settled.keepOnly([]);
  expect(settled.newsOf(counted().facts, listed())).toEqual(listed());
});

function withPrice(one: BrokerFill, units: number): BrokerFill {
  return { ...one, fill: { ...one.fill, price: toPrice(units) } };
}
