import { ChurnMap, type AccountId, type OrderId } from 'argosy/core';
import type { Order, OrderEvent } from 'argosy/domain';
import { canTransition, createOrder, evolveOrder } from 'argosy/orders';

/** How many orders are kept that no longer work: what comes late for an older one is asked for. */
const CLOSED_MAX = 2_000;

/** Orders by what was said of them: those that work, and the last ones that do not any more. */
export class OrderFold {
  readonly #open = new ChurnMap<OrderId, Order>();
  readonly #closed = new ChurnMap<OrderId, Order>();

  /** How many it keeps. */
  get size(): number {
    return this.#open.size + this.#closed.size;
  }

  /** Takes an order as it stands. */
  put(order: Order): void {
    const { id } = order.request;
    if (order.closedAt === null) {
      this.#closed.delete(id);
      this.#open.set(id, order);
      return;
    }
    this.#open.delete(id);
    this.#closed.delete(id);
    this.#closed.set(id, order);
    if (this.#closed.size <= CLOSED_MAX) return;
    const oldest = this.#closed.firstKey;
    if (oldest !== undefined) this.#closed.delete(oldest);
  }

  /** Folds an event in; null where its order is not known, or is not what the event follows. */
  take(event: OrderEvent): Order | null {
    const order = this.#next(event);
    if (order !== null) this.put(order);
    return order;
  }

  /** An order that it keeps. */
  find(id: OrderId): Order | undefined {
    return this.#open.get(id) ?? this.#closed.get(id);
  }

  /** The orders of an account: all that work, and of the others the last so many; the oldest first. */
  of(account: AccountId, closedMax: number): readonly Order[] {
    const isOwn = ({ request }: Order): boolean => request.account === account;
    const closed = this.#closed.values().filter(isOwn).slice(-closedMax);
    return [...closed, ...this.#open.values().filter(isOwn)];
  }

  #next(event: OrderEvent): Order | null {
    if (event.change.type === 'initialized') return createOrder(event);
    const order = this.find(event.order);
    if (order === undefined || !canTransition(order, event.change).ok) return null;
    return evolveOrder(order, event);
  }
}
