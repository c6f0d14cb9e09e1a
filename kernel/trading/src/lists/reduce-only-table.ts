import type { OrderId } from 'argosy/core';
import { positionKeyText, type OrderEvent, type OrderRequest } from 'argosy/domain';

import { positionKeyOf } from '../positions/position-key.ts';

/** The open orders that only reduce, by the text of their position's key. */
export type ReduceOnlyTableState = readonly (readonly [string, readonly OrderId[]])[];

const settling: ReadonlySet<string> = new Set(['updated', 'accepted', 'divided']);
const closings: ReadonlySet<string> = new Set(['denied', 'rejected', 'canceled', 'expired']);

/** Which open orders only reduce, and which positions of theirs have changed: a fold of events. */
export class ReduceOnlyTable {
  readonly #orders = new Map<string, Set<OrderId>>();
  readonly #touched = new Set<string>();

  /** Folds an order's event in. */
  applyOrder({ order, change }: OrderEvent, request: OrderRequest): void {
    if (!request.reduceOnly) return;
    const key = positionKeyText(positionKeyOf(request));
    if (closings.has(change.type)) this.#drop(key, order);
    else if (settling.has(change.type)) this.#touched.add(key);
    else if (change.type === 'initialized') this.#add(key, order);
    else if (change.type === 'busted' || change.type === 'partBusted') {
      this.#add(key, order);
      this.#touched.add(key);
    }
  }

  /** Notes that a position has changed. */
  touch(key: string): void {
    if (this.#orders.has(key)) this.#touched.add(key);
  }

  /** The orders of the next position that has changed; null when there is none. */
  takeTouched(): readonly OrderId[] | null {
    for (const key of this.#touched) {
      this.#touched.delete(key);
      return [...(this.#orders.get(key) ?? [])];
    }
    return null;
  }

  /** Forgets an order that is closed. */
  forget(request: OrderRequest): void {
    this.#drop(positionKeyText(positionKeyOf(request)), request.id);
  }

  /** The state as plain data. */
  exportState(): ReduceOnlyTableState {
    return [...this.#orders].map(([key, orders]) => [key, [...orders]]);
  }

  /** Takes the place of all that was noted so far. */
  importState(state: ReduceOnlyTableState): void {
    this.#orders.clear();
    this.#touched.clear();
    for (const [key, orders] of state) this.#orders.set(key, new Set(orders));
  }

  #add(key: string, order: OrderId): void {
    const orders = this.#orders.get(key);
    if (orders === undefined) this.#orders.set(key, new Set([order]));
    else orders.add(order);
  }

  #drop(key: string, order: OrderId): void {
    const orders = this.#orders.get(key);
    orders?.delete(order);
    if (orders?.size === 0) this.#orders.delete(key);
  }
}
