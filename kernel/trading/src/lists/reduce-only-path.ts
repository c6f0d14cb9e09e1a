import { toQuantity } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isClosed, isSizedByList } from 'argosy/orders';

import { sendAmendment } from '../orders/amend-path.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { reducibleQty } from '../positions/reducible-qty.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Keeps orders that only reduce within positions that have changed: they shrink, or end. */
export function settleReduceOnly(parts: TradingParts): void {
  const { reduceOnly, orders } = parts.fold;
  for (let ids = reduceOnly.takeTouched(); ids !== null; ids = reduceOnly.takeTouched()) {
    for (const id of ids) {
      const order = orders.find(id);
      if (order !== undefined) settle(parts, order);
    }
  }
}

function settle(parts: TradingParts, order: Order): void {
  const { fold } = parts;
  const { request, filled, qty } = order;
  if (isClosed(order)) {
    fold.reduceOnly.forget(request);
    return;
  }
  const isBusy = order.pending !== null || fold.orders.isAmending(request.id);
  if (isBusy || order.state === 'INITIALIZED' || isSizedByList(request)) return;
  const allowed = filled + reducibleQty(parts, request);
  if (allowed >= qty) return;
  if (allowed <= filled) cancelOpen(parts, order, 'REDUCE_ONLY: nothing is left to reduce');
  else
    sendAmendment(parts, order, {
      qty: toQuantity(allowed),
      terms: order.terms,
      stage: null,
      actor: null,
    });
}
