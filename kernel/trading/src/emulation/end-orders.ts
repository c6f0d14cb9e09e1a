import type { Timestamp } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isClosed, isForAuction } from 'argosy/orders';

import { cancelOpen } from '../orders/cancel-open.ts';
import type { TradingParts } from '../trading-parts.ts';
import { expireHere, leaveForAuction } from './auction-orders.ts';

/**
 * Has orders leave whose auction has come. Ends those whose day or instant has come and whose venue does not look at it. One that waits here
 * expires at its instant; one that works is canceled just before, and has expired once the broker has let it go.
 */
export function endOrders(parts: TradingParts): void {
  const { clocks, orders } = parts.fold;
  if (clocks.next > parts.emitter.now) return;
  for (const end of clocks.takeDue(parts.emitter.now)) {
    const order = orders.find(end.order);
    if (order === undefined || isClosed(order)) continue;
    if (isForAuction(order.request)) leaveForAuction(parts, order, end.at);
    else endOrder(parts, order, end.at);
  }
}

function endOrder(parts: TradingParts, order: Order, at: Timestamp): void {
  const { emitter } = parts;
  const { id } = order.request;
  if (order.state !== 'EMULATED') {
    if (order.pending !== 'cancel') cancelOpen(parts, order);
    return;
  }
  emitter.happenedAt(at);
  expireHere(parts, id);
  emitter.happenedAt(emitter.now);
}
