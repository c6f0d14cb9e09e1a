import { Ring, type InstrumentId, type OrderId, type StrategyId } from 'argosy/core';
import type { Order, OrderEvent } from 'argosy/domain';
import { createOrder, evolveOrder, isClosed } from 'argosy/orders';

/** Which orders to list; what is left out matches every order. */
export type OrderFilter = {
  readonly strategy?: StrategyId;
  readonly instrument?: InstrumentId;
};

/** The orders that trading has spoken of, as plain data; open ones in the order they came. */
export type OrderCacheState = {
  readonly open: readonly Order[];
  readonly closed: readonly Order[];
  readonly closings: readonly OrderId[];
};

/**
 * The engine's picture of the orders: a fold of trading's events. An order that was sent but not
 * yet answered shows as INITIALIZED; closed orders are kept up to a bound, the oldest leave first.
 */
export class OrderCache {
  readonly #orders = new Map<OrderId, Order>();
  readonly #open = new Map<StrategyId | null, Map<OrderId, Order>>();
  #closed: Ring<OrderId>;
  /** What was sent and not answered yet, not even by its own beginning. */
  readonly #unanswered = new Set<OrderId>();

  /** `closedMax` is how many closed orders are kept. */
  constructor(closedMax: number) {
    this.#closed = new Ring<OrderId>(closedMax);
  }

  /** An order by id, while it is kept. */
  find(id: OrderId): Order | undefined {
    return this.#orders.get(id);
  }

  /** Shows an order that has just been sent and is not answered yet. */
  expect(order: Order): void {
    this.#unanswered.add(order.request.id);
    this.#keep(order);
  }

  /** Forgets an order that was never sent after all, and gives it; null where there is none. */
  forget(id: OrderId): Order | null {
    const order = this.#orders.get(id);
    if (order === undefined) return null;
    this.#unanswered.delete(id);
    this.#orders.delete(id);
    this.#open.get(order.request.strategy)?.delete(id);
    return order;
  }

  /** The same for an order that was refused without having come to be; one that is answered stays. */
  forgetUnanswered(id: OrderId): Order | null {
    return this.#unanswered.has(id) ? this.forget(id) : null;
  }

  /**
   * Folds an event in and gives the order as it is now; null for an order that closed so long ago
   * that it is no longer kept: trading has booked whatever came late.
   */
  apply(event: OrderEvent): Order | null {
    this.#unanswered.delete(event.order);
    if (event.change.type === 'initialized') return this.#keep(createOrder(event));
    const before = this.#orders.get(event.order);
    return before === undefined ? null : this.#keep(evolveOrder(before, event));
  }

  /** The open orders that match, in the order they were sent. */
  open(filter: OrderFilter = {}): readonly Order[] {
    const found: Order[] = [];
    for (const [strategy, orders] of this.#open) {
      if (filter.strategy !== undefined && filter.strategy !== strategy) continue;
      for (const order of orders.values()) {
        if (filter.instrument === undefined || filter.instrument === order.request.instrument) {
          found.push(order);
        }
      }
    }
    return found;
  }

  /** How many orders a strategy has open, answered or not. */
  openCount(strategy: StrategyId): number {
    return this.#open.get(strategy)?.size ?? 0;
  }

  /** How many closed orders are kept. */
  get closedMax(): number {
    return this.#closed.capacity;
  }

  /** The state as plain data. What was sent and is not answered is left out: nobody has said it yet. */
  exportState(): OrderCacheState {
    const strategies = [...this.#open.keys()].sort((one, other) =>
      `${one}` < `${other}` ? -1 : 1,
    );
    const open = strategies.flatMap((strategy) => [...(this.#open.get(strategy)?.values() ?? [])]);
    const closed = [...this.#orders.values()].filter(isClosed);
    return {
      open: open.filter(({ request }) => !this.#unanswered.has(request.id)),
      closed: closed.sort((one, other) => (one.request.id < other.request.id ? -1 : 1)),
      closings: [...this.#closed],
    };
  }

  /** Takes the place of all that was kept so far. */
  importState({ open, closed, closings }: OrderCacheState): void {
    for (const kept of [this.#orders, this.#open, this.#unanswered]) kept.clear();
    this.#closed = new Ring<OrderId>(this.#closed.capacity);
    for (const id of closings) this.#closed.push(id);
    for (const order of closed) this.#orders.set(order.request.id, order);
    for (const order of open) this.#keep(order);
  }

  #keep(order: Order): Order {
    const { id, strategy } = order.request;
    const wasClosed = this.#isKeptClosed(id);
    this.#orders.set(id, order);
    const mine = this.#open.get(strategy) ?? new Map<OrderId, Order>();
    this.#open.set(strategy, mine);
    if (!isClosed(order)) mine.set(id, order);
    else {
      mine.delete(id);
      if (!wasClosed) this.#retire(id);
    }
    return order;
  }

  #isKeptClosed(id: OrderId): boolean {
    const before = this.#orders.get(id);
    return before !== undefined && isClosed(before);
  }

  #retire(id: OrderId): void {
    if (this.#closed.size === this.#closed.capacity) {
      const oldest = this.#closed.at(this.#closed.size - 1);
      const order = oldest === undefined ? undefined : this.#orders.get(oldest);
      if (order !== undefined && isClosed(order)) this.#orders.delete(order.request.id);
    }
    this.#closed.push(id);
  }
}
