import type { ExecutionEvent, Order, OrderEvent } from 'argosy/domain';
import type { Execution, ExecutionTable } from 'argosy/orders';

import type { OrderCache } from './order-cache.ts';

type Folds = { readonly orders: OrderCache; readonly executions: ExecutionTable };

/** Folds an event of an order in, and into its parent's progress where it is a child. */
export function foldOrder({ orders, executions }: Folds, event: OrderEvent): Order | null {
  const before = executions.isChild(event.order) ? orders.find(event.order) : undefined;
  const order = orders.apply(event);
  executions.applyOrder(event, before, order);
  return order;
}

/** Folds an event of a parent in. An order that has become one is no order of its own any more. */
export function foldExecution({ orders, executions }: Folds, event: ExecutionEvent): Execution {
  if (event.change.type === 'began') orders.forgetUnanswered(event.execution);
  return executions.apply(event);
}
