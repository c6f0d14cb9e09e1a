import { ChurnMap, Ring, type InstrumentId, type OrderId, type StrategyId } from 'argosy/core';
import type { Order, OrderEvent } from 'argosy/domain';
import { ClosedOrders, createOrder, evolveOrder, isClosed, type PackedOrders } from 'argosy/orders';

/** Which orders to list; what is left out matches every order. */
export type OrderFilter = {
  readonly strategy?: StrategyId;
  readonly instrument?: InstrumentId;
};

/** The orders that trading has spoken of, as plain data; open ones in the order they came. */
export type OrderCacheState = {
  readonly open: readonly Order[];
  readonly closed: PackedOrders;
  readonly closings: readonly OrderId[];
};

/** The open orders of a strategy. */
type Open = {
  /** In the order trading spoke of them first, which is the same in every life. */
  readonly answered: ChurnMap<OrderId, Order>;
  /** What was sent and not answered yet, not even by its own beginning. */
  readonly sent: ChurnMap<OrderId, Order>;
};

/**
 * The engine's picture of the orders: a fold of trading's events. An order that was sent but not
 * yet answered shows as INITIALIZED; closed orders are kept up to a bound, the oldest leave first.
 */
export class OrderCache {
  readonly #closed = new ClosedOrders();
  /** Those that are not closed, answered or not. */
  readonly #working = new ChurnMap<OrderId, Order>();
  readonly #open = new Map<StrategyId | null, Open>();
  /** The closed orders as they closed, to find the oldest; one that closed twice is in it twice. */
  #closings: Ring<OrderId>;

  /** `closedMax` is how many closed orders are kept. */
  constructor(closedMax: number) {
    this.#closings = new Ring<OrderId>(closedMax);
  }

  /** An order by id, while it is kept. */
  find(id: OrderId): Order | undefined {
    return this.#working.get(id) ?? this.#closed.get(id);
  }

  /** Shows an order that has just been sent and is not answered yet. */
  expect(order: Order): void {
    const { id, strategy } = order.request;
    this.#openOf(strategy).sent.set(id, order);
    this.#working.set(id, order);
  }

  /** Forgets an order that was never sent after all, and gives it; null where there is none. */
  forget(id: OrderId): Order | null {
    const order = this.#working.get(id);
    if (order === undefined) return null;
    const { answered, sent } = this.#openOf(order.request.strategy);
    if (!sent.delete(id)) answered.delete(id);
    this.#working.delete(id);
    return order;
  }

  /** The same for an order that was refused without having come to be; one that is answered stays. */
  forgetUnanswered(id: OrderId): Order | null {
    const order = this.#working.get(id);
    if (order === undefined || !this.#openOf(order.request.strategy).sent.has(id)) return null;
    return this.forget(id);
  }

  /**
   * Folds an event in and gives the order as it is now; null for an order that closed so long ago
   * that it is no longer kept: trading has booked whatever came late.
   */
  apply(event: OrderEvent): Order | null {
    if (event.change.type === 'initialized') return this.#keep(createOrder(event));
    const before = this.find(event.order);
    return before === undefined ? null : this.#keep(evolveOrder(before, event));
  }

  /** The open orders that match: of each strategy those that are answered first, in the order they came. */
  open(filter: OrderFilter = {}): readonly Order[] {
    const found: Order[] = [];
    for (const [strategy, { answered, sent }] of this.#open) {
      if (filter.strategy !== undefined && filter.strategy !== strategy) continue;
      found.push(...answered.values(), ...sent.values());
    }
    const { instrument } = filter;
    if (instrument === undefined) return found;
    return found.filter(({ request }) => request.instrument === instrument);
  }

  /** How many orders a strategy has open, answered or not. */
  openCount(strategy: StrategyId): number {
    const open = this.#open.get(strategy);
    return open === undefined ? 0 : open.answered.size + open.sent.size;
  }

  /** How many closed orders are kept. */
  get closedMax(): number {
    return this.#closings.capacity;
  }

  /** The state as plain data. What was sent and is not answered is left out: nobody has said it yet. */
  exportState(): OrderCacheState {
    const strategies = [...this.#open.keys()].sort((one, other) =>
      `${one}` < `${other}` ? -1 : 1,
    );
    return {
      open: strategies.flatMap((strategy) => this.#openOf(strategy).answered.values()),
      closed: this.#closed.pack('byId'),
      closings: [...this.#closings],
    };
  }

  /** Takes the place of all that was kept so far. */
  importState({ open, closed, closings }: OrderCacheState): void {
    for (const kept of [this.#working, this.#open]) kept.clear();
    this.#closed.unpack(closed);
    this.#closings = new Ring<OrderId>(this.#closings.capacity);
    for (const id of closings) this.#closings.push(id);
    for (const order of open) this.#keep(order);
  }

  #keep(order: Order): Order {
    const { id, strategy } = order.request;
    const { answered, sent } = this.#openOf(strategy);
    if (sent.size > 0) sent.delete(id);
    if (isClosed(order)) {
      answered.delete(id);
      this.#working.delete(id);
      if (!this.#closed.has(id)) this.#retire(id);
      this.#closed.set(order);
    } else {
      // Only a bust brings one back from among the closed, which are too many to look through each time.
      if (!this.#working.has(id)) this.#closed.delete(id);
      this.#working.set(id, order);
      answered.set(id, order);
    }
    return order;
  }

  #openOf(strategy: StrategyId | null): Open {
    const known = this.#open.get(strategy);
    if (known !== undefined) return known;
    const open = { answered: new ChurnMap<OrderId, Order>(), sent: new ChurnMap<OrderId, Order>() };
    this.#open.set(strategy, open);
    return open;
  }

  /** Makes room for an order that has just closed. */
  #retire(id: OrderId): void {
    const { size, capacity } = this.#closings;
    const oldest = size === capacity ? this.#closings.at(size - 1) : undefined;
    if (oldest !== undefined) this.#closed.delete(oldest);
    this.#closings.push(id);
  }
}
