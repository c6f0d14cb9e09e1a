import type { BrokerOrderId } from 'argosy/core';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import type { Listing } from './round.ts';
import type { TradingFacts } from './trading-facts.ts';

/** What a broker lists. */
type Listed = Pick<Listing, 'orders' | 'fills'>;

/** What the fills of an order come to; another fill in the place of one changes it. */
type FillSum = { count: number; qty: number; value: number };

/**
 * The orders that have ended, here and there alike, of a broker that lists them all each time. As long as
 * it says the same and nothing came of a closed order here, nobody needs to look at them again.
 */
export class SettledOrders {
  readonly #settled = new Map<BrokerOrderId, string>();
  #closedChanges = 0;

  /** What of a listing may have news. */
  newsOf(facts: TradingFacts, listed: Listed): Listed {
    if (facts.closedChanges !== this.#closedChanges) this.#settled.clear();
    this.#closedChanges = facts.closedChanges;
    const { orders, fills } = listed;
    if (orders === null || fills === null || this.#settled.size === 0) return listed;
    const sums = sumsOf(fills);
    const isSettled = new Set<BrokerOrderId>();
    for (const order of orders) {
      const { brokerId } = order;
      if (this.#settled.get(brokerId) === standingThere(order, sums)) isSettled.add(brokerId);
    }
    return {
      orders: orders.filter(({ brokerId }) => !isSettled.has(brokerId)),
      fills: fills.filter(({ brokerId }) => !isSettled.has(brokerId)),
    };
  }

  /** Remembers an order that has ended, here and there alike. */
  note(theirs: BrokerOrder, fills: readonly BrokerFill[]): void {
    this.#settled.set(theirs.brokerId, standingThere(theirs, sumsOf(fills)));
  }

  /** Forgets those that the broker lists no more, as on another day. */
  keepOnly(orders: readonly BrokerOrder[]): void {
    if (this.#settled.size <= orders.length) return;
    const listed = new Set(orders.map(({ brokerId }) => brokerId));
    for (const brokerId of this.#settled.keys()) {
      if (!listed.has(brokerId)) this.#settled.delete(brokerId);
    }
  }
}

function standingThere(
  { brokerId, order, state, qty, filled, filledValue }: BrokerOrder,
  sums: ReadonlyMap<BrokerOrderId, FillSum>,
): string {
  const { count, qty: sum, value } = sums.get(brokerId) ?? { count: 0, qty: 0, value: 0 };
  return [order, state, qty, filled, filledValue, count, sum, value].join(' ');
}

function sumsOf(fills: readonly BrokerFill[]): ReadonlyMap<BrokerOrderId, FillSum> {
  const sums = new Map<BrokerOrderId, FillSum>();
  for (const { brokerId, fill } of fills) {
    const sum = sums.get(brokerId) ?? { count: 0, qty: 0, value: 0 };
    sum.count += 1;
    sum.qty += fill.qty;
    sum.value += fill.qty * fill.price;
    sums.set(brokerId, sum);
  }
  return sums;
}
