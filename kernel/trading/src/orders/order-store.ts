import {
  assert,
  ChurnMap,
  Ring,
  type AccountId,
  type BrokerOrderId,
  type OrderId,
  type Quantity,
} from 'argosy/core';
import type { Order, OrderEvent } from 'argosy/domain';
import { ClosedOrders, createOrder, evolveOrder, isOpen, type PackedOrders } from 'argosy/orders';

/** What an amendment on its way asks for. */
type AskedAmendment = Pick<Order, 'qty' | 'terms'>;

/** The orders as plain data, each list in the order its members came. */
export type OrderStoreState = {
  readonly open: readonly Order[];
  readonly closed: PackedOrders;
  readonly closings: readonly OrderId[];
  readonly amendments: readonly (readonly [OrderId, AskedAmendment])[];
  readonly fillCosts: readonly (readonly [OrderId, readonly bigint[]])[];
};

/**
 * The orders: a fold of their events. Open ones are all kept; of the closed ones the last few,
 * because a late fill or a bust may still come, and the oldest leave first.
 */
export class OrderStore {
  readonly #open = new ChurnMap<OrderId, Order>();
  readonly #closed = new ClosedOrders();
  readonly #amendments = new Map<OrderId, AskedAmendment>();
  /** How much each of an order's fills changed its position's cost, so that a bust can give it back. */
  readonly #fillCosts = new ChurnMap<OrderId, bigint[]>();
  /** The closed orders as they closed, to find the oldest; one that closed twice is in it twice. */
  #closings: Ring<OrderId>;
  #closedChanges = 0;

  /** `closedMax` is how many closed orders are kept. */
  constructor(closedMax: number) {
    this.#closings = new Ring<OrderId>(closedMax);
  }

  /** An order, while it is kept. */
  find(id: OrderId): Order | undefined {
    return this.#open.get(id) ?? this.#closed.get(id);
  }

  /** An order that is certainly kept, as in the turn of its event. */
  get(id: OrderId): Order {
    const order = this.find(id);
    assert(order !== undefined, `order ${id} is not kept`);
    return order;
  }

  /** The open orders as they are now, in the order they came. */
  open(): readonly Order[] {
    return this.#open.values();
  }

  /** The closed orders that are kept. */
  closed(): IterableIterator<Order> {
    return this.#closed.values();
  }

  /** The closed order that has this id at the broker. */
  closedAt(account: AccountId, brokerId: BrokerOrderId): OrderId | undefined {
    return this.#closed.find(account, brokerId);
  }

  /** What is kept of a list, in the order it was given. */
  listed(list: OrderId): readonly OrderId[] {
    const listed: OrderId[] = [];
    for (const orders of [this.#closed.values(), this.#open.values()]) {
      for (const { request } of orders) if (request.link?.list === list) listed.push(request.id);
    }
    return listed.sort();
  }

  /** How many orders are open. */
  get openCount(): number {
    return this.#open.size;
  }

  /** How many closed orders are kept. */
  get closedCount(): number {
    return this.#closed.size;
  }

  /** Another number whenever something came of the fills of an order that had closed. */
  get closedChanges(): number {
    return this.#closedChanges;
  }

  /** The larger of the order's quantity and the one an amendment on its way asks for. */
  coveredQty({ request: { id }, qty }: Order): number {
    return Math.max(qty, this.#amendments.get(id)?.qty ?? 0);
  }

  /** The quantity that an amendment on its way asks for; null where there is none. */
  askedQty(order: OrderId): Quantity | null {
    return this.#amendments.get(order)?.qty ?? null;
  }

  /** What an amendment on its way asks for; null where there is none. */
  asked(order: OrderId): AskedAmendment | null {
    return this.#amendments.get(order) ?? null;
  }

  /** Whether an amendment of the order is on its way. */
  isAmending(order: OrderId): boolean {
    return this.#amendments.has(order);
  }

  /** How much a fill, by its place among the order's fills, changed its position's cost. */
  fillCost(order: OrderId, place: number): bigint | null {
    return this.#fillCosts.get(order)?.[place] ?? null;
  }

  /** Notes how much the order's newest fill changed its position's cost. */
  noteFillCost(order: OrderId, costChange: bigint): void {
    const costs = this.#fillCosts.get(order);
    if (costs === undefined) this.#fillCosts.set(order, [costChange]);
    else costs.push(costChange);
  }

  /** Folds an event in. */
  apply(event: OrderEvent): void {
    const { order: id, change } = event;
    if (change.type === 'initialized') {
      this.#keep(createOrder(event));
      return;
    }
    const before = this.get(id);
    const after = evolveOrder(before, event);
    if (!isOpen(before) && !hasSameFills(before, after)) this.#closedChanges += 1;
    this.#keep(after);
    if (change.type === 'pendingUpdate') {
      this.#amendments.set(id, { qty: change.qty, terms: change.terms });
    }
    if (change.type === 'updated' || change.type === 'modifyRejected') this.#amendments.delete(id);
    if (change.type === 'busted') {
      const place = before.fills.findIndex(({ trade }) => trade === change.trade);
      this.#fillCosts.get(id)?.splice(place, 1);
    }
  }

  /** The state as plain data. */
  exportState(): OrderStoreState {
    return {
      open: this.#open.values(),
      closed: this.#closed.pack('asPut'),
      closings: [...this.#closings],
      amendments: [...this.#amendments],
      fillCosts: [...this.#fillCosts].map(([order, costs]) => [order, [...costs]]),
    };
  }

  /** Takes the place of all that was kept so far. */
  importState(state: OrderStoreState): void {
    this.#closedChanges += 1;
    this.#open.clear();
    this.#closed.unpack(state.closed);
    this.#amendments.clear();
    this.#fillCosts.clear();
    this.#closings = new Ring<OrderId>(this.#closings.capacity);
    for (const id of state.closings) this.#closings.push(id);
    for (const order of state.open) this.#open.set(order.request.id, order);
    for (const [order, asked] of state.amendments) this.#amendments.set(order, asked);
    for (const [order, costs] of state.fillCosts) this.#fillCosts.set(order, [...costs]);
  }

  #keep(order: Order): void {
    const { id } = order.request;
    if (isOpen(order)) {
      // Only a bust brings one back from among the closed, which are too many to look through each time.
      if (!this.#open.has(id)) this.#closed.delete(id);
      this.#open.set(id, order);
      return;
    }
    if (this.#open.delete(id)) this.#noteClosing(id);
    this.#closed.set(order);
  }

  #noteClosing(id: OrderId): void {
    const closings = this.#closings;
    const isFull = closings.size === closings.capacity;
    const oldest = isFull ? closings.at(closings.size - 1) : undefined;
    if (oldest !== undefined && this.#closed.delete(oldest)) this.#fillCosts.delete(oldest);
    closings.push(id);
    this.#amendments.delete(id);
  }
}

/** A refused cancel that comes late changes none; a bust or a late fill does. */
function hasSameFills(before: Order, after: Order): boolean {
  return (
    isOpen(before) === isOpen(after) &&
    before.brokerId === after.brokerId &&
    before.fills.length === after.fills.length &&
    before.filledValue === after.filledValue
  );
}
