import type { OrderId, Price } from 'argosy/core';
import { limitOf, type Order, type OrderRequest } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';

/** The plainest answers about open orders: each question looks at every one of them. */
export class NaiveOpenOrders {
  readonly #orders: readonly Order[];
  readonly #coveredQty: (order: Order) => number;

  /** The open orders in the order they came, and what the amendment of each may make of it. */
  constructor(orders: Iterable<Order>, coveredQty: (order: Order) => number) {
    this.#orders = [...orders];
    this.#coveredQty = coveredQty;
  }

  /**
   * What others trade on the request's side of its instrument, in its position or its account; of
   * siblings for one position only the largest.
   */
  workingQty(asked: OrderRequest, of: 'position' | 'account'): number {
    const largest = new Map<string, number>();
    for (const order of this.#orders) {
      const { request } = order;
      const isHere = request.side === asked.side && request.instrument === asked.instrument;
      if (!isHere || request.account !== asked.account || !isApart(order, asked)) continue;
      if (of === 'position' && !isSamePosition(request, asked)) continue;
      const { book, product, position } = request;
      const place = JSON.stringify([
        siblingGroupOf(request) ?? request.id,
        book,
        product,
        position,
      ]);
      const left = this.#coveredQty(order) - order.filled;
      largest.set(place, Math.max(left, largest.get(place) ?? 0));
    }
    return [...largest.values()].reduce((sum, left) => sum + left, 0);
  }

  /** The first order of another book that the request would trade with at a price. */
  crossing(asked: OrderRequest, price: Price): OrderId | null {
    return this.#orders.find((order) => couldTrade(order, asked, price))?.request.id ?? null;
  }
}

/** Neither the order itself nor a sibling in its place, nor one that waits for a parent. */
function isApart({ request, state }: Order, asked: OrderRequest): boolean {
  const group = siblingGroupOf(asked);
  const isSibling = group !== null && siblingGroupOf(request) === group;
  return request.id !== asked.id && !isSibling && state !== 'INITIALIZED';
}

function isSamePosition(one: OrderRequest, other: OrderRequest): boolean {
  return (
    one.book === other.book && one.product === other.product && one.position === other.position
  );
}

function couldTrade(order: Order, asked: OrderRequest, price: Price): boolean {
  const { request, terms, state, settled, filled } = order;
  if (request.account !== asked.account || request.instrument !== asked.instrument) return false;
  if (request.side === asked.side || request.book === asked.book) return false;
  const isAsleep = 'trigger' in terms && settled !== 'TRIGGERED' && filled === 0;
  const limit = limitOf(terms);
  if (isAsleep || limit === null || state === 'INITIALIZED') return false;
  return asked.side === 'buy' ? price >= limit : price <= limit;
}
