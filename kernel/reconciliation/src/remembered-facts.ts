import type { OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';

import type { TradingFacts } from './trading-facts.ts';

/**
 * The same facts, with each order read once: closed ones are kept packed, and a round looks at each of
 * them again and again. To be thrown away before anything is taken in.
 */
export function rememberedFacts(facts: TradingFacts): TradingFacts {
  const known = new Map<OrderId, Order | undefined>();
  let closed: readonly Order[] | null = null;
  const order = (id: OrderId): Order | undefined => {
    if (!known.has(id)) known.set(id, facts.order(id));
    return known.get(id);
  };
  const closedOrders = (): readonly Order[] => {
    if (closed !== null) return closed;
    closed = facts.closedOrders();
    for (const one of closed) known.set(one.request.id, one);
    return closed;
  };
  return {
    book: facts.book,
    closedChanges: facts.closedChanges,
    order,
    closedOrders,
    closedOrderAt: (account, brokerId) => facts.closedOrderAt(account, brokerId),
    openOrders: () => facts.openOrders(),
    hasSeen: (id) => facts.hasSeen(id),
    positions: () => facts.positions(),
    touchOf: (instrument, now) => facts.touchOf(instrument, now),
    instrument: (id) => facts.instrument(id),
    stateOf: (account, scope) => facts.stateOf(account, scope),
  };
}
