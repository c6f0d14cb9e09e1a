import type { OrderId } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import type { ListMember } from 'argosy/orders';

import type { TradingParts } from '../trading-parts.ts';

/** The orders of a list as they are now, without those that are no longer kept. */
export function listMembers({ fold }: TradingParts, list: OrderId): readonly ListMember[] {
  const members: ListMember[] = [];
  for (const id of fold.lists.membersOf(list)) {
    const order = fold.orders.find(id);
    if (order === undefined) continue;
    const isBusy = order.pending !== null || order.inDoubt.length > 0 || fold.orders.isAmending(id);
    members.push({
      order,
      isBusy,
      refusedQty: fold.lists.refusedQty(id),
      isExit: fold.exits.isExit(id),
    });
  }
  return members;
}

/** The smallest step of an order's quantity. */
export function lotOf({ config }: TradingParts): (request: OrderRequest) => number {
  return ({ instrument }) => config.instruments.find(instrument)?.lot ?? 1;
}
