import { assert, type OrderId } from 'argosy/core';
import { positionKeyText, type OrderRequest, type Side } from 'argosy/domain';
import { isMadeToExit, mayExit } from 'argosy/orders';

import { positionKeyOf } from './position-key.ts';

/** The children that close, or may close, what their parent opens, as plain data. */
export type ExitTableState = readonly (readonly [OrderId, boolean])[];

/** What a list's exits want of one position, by side, and whether they work for less. */
export type ExitDemand = Readonly<Record<Side, number>> & { readonly isLacking: boolean };

/** The lists with exits of one position, and what they want of it together. */
type Cell = {
  /** By list; null for one that has to be measured again. */
  readonly demands: Map<OrderId, ExitDemand | null>;
  readonly dirty: Set<OrderId>;
  readonly total: Record<Side, number>;
  lacking: number;
};

/**
 * The exits of lists by the position they close: a fold of events. It says which positions have
 * changed, and sums what exits want of each, so that those of a position are only looked at together
 * where it is too small for them.
 */
export class ExitTable {
  /** Whether a child is an exit by now. */
  readonly #exits = new Map<OrderId, boolean>();
  readonly #cells = new Map<string, Cell>();
  readonly #keys = new Map<OrderId, Set<string>>();
  readonly #touched = new Set<string>();

  /** Takes in a child of a list. */
  add(list: OrderId, request: OrderRequest, parent: OrderRequest): void {
    if (!mayExit(request, parent)) return;
    this.#exits.set(request.id, isMadeToExit(request));
    this.place(list, request);
  }

  /** Files a list under the position that an exit of it closes. */
  place(list: OrderId, request: OrderRequest): void {
    const key = positionKeyText(positionKeyOf(request));
    const cell = this.#cells.get(key) ?? newCell();
    this.#cells.set(key, cell);
    cell.demands.set(list, cell.demands.get(list) ?? null);
    cell.dirty.add(list);
    const keys = this.#keys.get(list) ?? new Set();
    this.#keys.set(list, keys.add(key));
  }

  /** Whether a child closes, or may close, what its parent opens. */
  isCandidate(order: OrderId): boolean {
    return this.#exits.has(order);
  }

  /** Whether an order closes what its parent has opened. */
  isExit(order: OrderId): boolean {
    return this.#exits.get(order) === true;
  }

  /** Notes that the parent of an order has opened a position: what closes it is an exit. */
  confirm(order: OrderId): void {
    if (this.#exits.has(order)) this.#exits.set(order, true);
  }

  /** Notes that something has happened to an order of a list. */
  note(list: OrderId): void {
    for (const key of this.keysOf(list)) this.#cells.get(key)?.dirty.add(list);
  }

  /** Notes that a position has changed. */
  touch(key: string): void {
    if (this.#cells.has(key)) this.#touched.add(key);
  }

  /** The next position that has changed; null when there is none. */
  takeTouched(): string | null {
    for (const key of this.#touched) {
      this.#touched.delete(key);
      return key;
    }
    return null;
  }

  /** The positions that exits of a list close. */
  keysOf(list: OrderId): Iterable<string> {
    return this.#keys.get(list) ?? [];
  }

  /** The lists with exits of a position. */
  listsOf(key: string): Iterable<OrderId> {
    return this.#cells.get(key)?.demands.keys() ?? [];
  }

  /** Measures again what has changed, and tells what the other lists of a position want. */
  weigh(
    key: string,
    measure: (list: OrderId) => ExitDemand,
    without: OrderId | null = null,
  ): ExitDemand {
    const cell = this.#cells.get(key);
    if (cell === undefined) return { buy: 0, sell: 0, isLacking: false };
    for (const list of cell.dirty) count(cell, list, measure(list));
    cell.dirty.clear();
    const own = without === null ? null : (cell.demands.get(without) ?? null);
    const others = cell.lacking - (own?.isLacking === true ? 1 : 0);
    return { ...cell.total, isLacking: others > 0 };
  }

  /** Forgets a list of which every order is closed: others may take the room it leaves. */
  drop(list: OrderId, members: readonly OrderId[]): void {
    for (const id of members) this.#exits.delete(id);
    for (const key of this.keysOf(list)) {
      const cell = this.#cells.get(key);
      assert(cell !== undefined, `position ${key} has exits`);
      count(cell, list, null);
      cell.demands.delete(list);
      cell.dirty.delete(list);
      if (cell.demands.size === 0) this.#cells.delete(key);
      else this.#touched.add(key);
    }
    this.#keys.delete(list);
  }

  /** The state as plain data. */
  exportState(): ExitTableState {
    return [...this.#exits];
  }

  /** Takes the place of all that was noted so far; the lists have to be placed after it. */
  importState(state: ExitTableState): void {
    this.#exits.clear();
    this.#cells.clear();
    this.#keys.clear();
    this.#touched.clear();
    for (const [order, isExit] of state) this.#exits.set(order, isExit);
  }
}

function newCell(): Cell {
  return { demands: new Map(), dirty: new Set(), total: { buy: 0, sell: 0 }, lacking: 0 };
}

function count(cell: Cell, list: OrderId, after: ExitDemand | null): void {
  addTo(cell, cell.demands.get(list) ?? null, -1);
  addTo(cell, after, 1);
  cell.demands.set(list, after);
}

function addTo(cell: Cell, demand: ExitDemand | null, sign: 1 | -1): void {
  if (demand === null) return;
  cell.total.buy += sign * demand.buy;
  cell.total.sell += sign * demand.sell;
  if (demand.isLacking) cell.lacking += sign;
}
