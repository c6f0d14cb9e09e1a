import type { OrderId } from 'argosy/core';
import type { Order, OrderEvent } from 'argosy/domain';
import { createOrder, evolveOrder, isClosed, isOpen } from 'argosy/orders';

/** So many orders that have closed are kept at least for late fills and busts, and at most twice as many. */
const CLOSED_ORDERS_KEPT = 5_000;

/** An order as its events have made it, and what its bookings need beside. */
export type AuditedOrder = {
  order: Order;
  /** The quantity that an amendment on its way asks for; 0 where there is none. */
  asked: number;
  /** How much each of its fills changed the cost of its position. */
  readonly fillCosts: bigint[];
};

/** The orders of a record that is audited: the open ones, and of the closed ones the last. */
export class AuditedOrders {
  #orders = new Map<OrderId, AuditedOrder>();
  /** What had closed before: it leaves as a whole once as many have closed again. */
  #before = new Map<OrderId, AuditedOrder>();
  #closed = 0;
  /** Events of one order come one after another. */
  #lastId: OrderId | null = null;
  #last: AuditedOrder | undefined;

  /** An order, while it is kept. */
  find(id: OrderId): AuditedOrder | undefined {
    if (this.#lastId === id) return this.#last;
    this.#lastId = id;
    this.#last = this.#orders.get(id) ?? this.#before.get(id);
    return this.#last;
  }

  /**
   * Folds an event in and gives the order; undefined for one that is not kept any more. Throws where the
   * order's state does not let it pass.
   */
  apply(event: OrderEvent): AuditedOrder | undefined {
    const { order: id, change } = event;
    if (change.type === 'initialized') {
      const made: AuditedOrder = { order: createOrder(event), asked: 0, fillCosts: [] };
      this.#orders.set(id, made);
      this.#lastId = id;
      this.#last = made;
      return made;
    }
    const kept = this.find(id);
    if (kept === undefined) return undefined;
    const wasOpen = isOpen(kept.order);
    kept.order = evolveOrder(kept.order, event);
    if (change.type === 'pendingUpdate') kept.asked = change.qty;
    if (change.type === 'updated' || change.type === 'modifyRejected') kept.asked = 0;
    if (wasOpen && isClosed(kept.order)) this.#noteClosed();
    return kept;
  }

  #noteClosed(): void {
    this.#closed += 1;
    if (this.#closed < CLOSED_ORDERS_KEPT) return;
    const open = [...this.#orders, ...this.#before].filter(([, { order }]) => isOpen(order));
    this.#before = this.#orders;
    this.#orders = new Map(open);
    this.#closed = 0;
  }
}
