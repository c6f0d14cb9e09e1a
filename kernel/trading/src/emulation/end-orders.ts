import type { Timestamp } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isClosed } from 'argosy/orders';

import { cancelOpen } from '../orders/cancel-open.ts';
import { noteMissingExit } from '../lists/missing-exit.ts';
import { releaseHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Ends the orders whose day or instant has come and whose venue does not look at it. One that waits here
 * expires at its instant; one that works is canceled just before, and has expired once the broker has let it go.
 */
export function endOrders(parts: TradingParts): void {
  const { clocks, orders } = parts.fold;
  if (clocks.next > parts.emitter.now) return;
  for (const end of clocks.takeDue(parts.emitter.now)) {
    const order = orders.find(end.order);
    if (order !== undefined && !isClosed(order)) endOrder(parts, order, end.at);
  }
}

function endOrder(parts: TradingParts, order: Order, at: Timestamp): void {
  const { emitter, fold } = parts;
  const { id } = order.request;
  if (order.state !== 'EMULATED') {
    if (order.pending !== 'cancel') cancelOpen(parts, order);
    return;
  }
  emitter.happenedAt(at);
  emitter.emitOrder(id, { type: 'expired' });
  emitter.happenedAt(emitter.now);
  const expired = fold.orders.get(id);
  releaseHold(parts, expired);
  if (fold.exits.isExit(id)) noteMissingExit(parts, expired, 'it expired here');
}
