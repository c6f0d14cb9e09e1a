import type { Order, OrderEvent } from 'argosy/domain';
import type { ExecutionTable } from 'argosy/orders';

import type { OrderCache } from './order-cache.ts';

/** Folds an event of an order in, and into its parent's progress where it is a child. */
export function foldOrder(
  { orders, executions }: { readonly orders: OrderCache; readonly executions: ExecutionTable },
  event: OrderEvent,
): Order | null {
  const before = executions.isChild(event.order) ? orders.find(event.order) : undefined;
  const order = orders.apply(event);
  executions.applyChild(event, before, order);
  return order;
}
