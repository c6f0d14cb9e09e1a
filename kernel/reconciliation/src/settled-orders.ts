import type { BrokerOrderId } from 'argosy/core';
import { isClosed } from 'argosy/orders';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import type { Listing, Scene, TradingFacts } from './round.ts';

/** What a broker lists. */
type Listed = Pick<Listing, 'orders' | 'fills'>;

/** What the fills of an order come to; another fill in the place of one changes it. */
type FillSum = { count: number; qty: number; value: number };

/**
 * The orders that have ended, here and there alike, in a round that left nothing open. A day's listing
 * is nearly all of them: as long as the broker says the same and nothing came of a closed order here,
 * nobody needs to look at them again.
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

  /** Remembers which orders of a listing have ended, at the end of a round that left nothing open. */
  note({ facts }: Scene, { orders, fills, ours, skipped }: Listing): void {
    if (orders === null || fills === null || facts.closedChanges !== this.#closedChanges) return;
    const sums = sumsOf(fills);
    for (const theirs of orders) {
      if (isAtWork(theirs) || skipped.has(theirs.brokerId)) continue;
      const id = ours.get(theirs.brokerId);
      const order = id === undefined ? undefined : facts.order(id);
      const isAlike =
        order === undefined
          ? theirs.filled === 0
          : isClosed(order) && order.filled === theirs.filled;
      if (isAlike) this.#settled.set(theirs.brokerId, standingThere(theirs, sums));
    }
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

function isAtWork({ state }: BrokerOrder): boolean {
  return state === 'working' || state === 'triggered';
}
