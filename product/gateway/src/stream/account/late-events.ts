import type { OrderId } from 'argosy/core';
import type { OrderEvent } from 'argosy/domain';

/** How many events of orders that are not known wait for the desk to tell them. */
const LATE_MAX = 1_000;

/** Fills, and their busts, of orders that are not known any more: told once the desk has said what they are of. */
export class LateEvents {
  readonly #events = new Map<OrderId, OrderEvent[]>();
  #count = 0;

  /** Keeps an event of an order; false where there is no room. */
  keep(event: OrderEvent): boolean {
    const { type } = event.change;
    if (type !== 'filled' && type !== 'busted') return true;
    if (this.#count >= LATE_MAX) return false;
    const before = this.#events.get(event.order) ?? [];
    this.#events.set(event.order, [...before, event]);
    this.#count += 1;
    return true;
  }

  /** Takes those of an order, in the order they came. */
  take(order: OrderId): readonly OrderEvent[] {
    const events = this.#events.get(order) ?? [];
    this.#events.delete(order);
    this.#count -= events.length;
    return events;
  }
}
