import { assert, type OrderId } from 'argosy/core';
import { positionKeyText, type OrderRequest, type Side } from 'argosy/domain';
import { isMadeToExit, mayExit } from 'argosy/orders';

import { positionKeyOf } from '../positions/position-key.ts';

/** The orders of lists that close, or may close, a position, as plain data. */
export type ExitTableState = readonly (readonly [OrderId, boolean])[];

/** What a list's exits want of one position, by side, and whether they work for less. */
export type ExitDemand = ExitRoom & { readonly isLacking: boolean };

/** The lists with exits of one position, and what they want of it together. */
type Cell = {
  /** By list; null for one that has to be measured again. */
  readonly demands: Map<OrderId, ExitDemand | null>;
  readonly dirty: Set<OrderId>;
  readonly total: Record<Side, number>;
  lacking: number;
  /** What the lists before each one leave of the position; null where it has to be worked out. */
  rooms: ReadonlyMap<OrderId, ExitRoom> | null;
};

/** What there is to sell and to buy of a position until nothing is left of it. */
export type ExitRoom = Readonly<Record<Side, number>>;

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

  /** Takes in an order of a list that says itself that it only closes: it has no entry. */
  addAlone(list: OrderId, request: OrderRequest): void {
    this.#exits.set(request.id, true);
    this.place(list, request);
  }

  /** Files a list under the position that an exit of it closes. */
  place(list: OrderId, request: OrderRequest): void {
    const key = positionKeyText(positionKeyOf(request));
    const cell = this.#cells.get(key) ?? newCell();
    this.#cells.set(key, cell);
    cell.demands.set(list, cell.demands.get(list) ?? null);
    cell.dirty.add(list);
    cell.rooms = null;
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
    const cell = this.#cells.get(key);
    if (cell !== undefined) this.#touch(key, cell);
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

  /** What the lists of a position want of it together; what has changed is measured again. */
  weigh(key: string, measure: (list: OrderId) => ExitDemand): ExitDemand {
    const cell = this.#cells.get(key);
    if (cell === undefined) return { buy: 0, sell: 0, isLacking: false };
    for (const list of cell.dirty) this.#count(key, list, measure(list));
    cell.dirty.clear();
    return { ...cell.total, isLacking: cell.lacking > 0 };
  }

  /** What the lists before each one leave of a position, by their order, once they are weighed. */
  roomsOf(
    key: string,
    there: ExitRoom,
    compare: (one: OrderId, other: OrderId) => number,
  ): ReadonlyMap<OrderId, ExitRoom> {
    const cell = this.#cells.get(key);
    assert(cell !== undefined, `position ${key} has exits`);
    cell.rooms ??= shareOut(
      there,
      [...cell.demands].sort(([one], [other]) => compare(one, other)),
    );
    return cell.rooms;
  }

  /** Forgets a list of which every order is closed: others may take the room it leaves. */
  drop(list: OrderId, members: readonly OrderId[]): void {
    for (const id of members) this.#exits.delete(id);
    for (const key of this.keysOf(list)) {
      const cell = this.#cells.get(key);
      assert(cell !== undefined, `position ${key} has exits`);
      this.#count(key, list, null);
      cell.demands.delete(list);
      cell.dirty.delete(list);
      if (cell.demands.size === 0) this.#cells.delete(key);
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

  #touch(key: string, cell: Cell): void {
    cell.rooms = null;
    this.#touched.add(key);
  }

  #count(key: string, list: OrderId, after: ExitDemand | null): void {
    const cell = this.#cells.get(key);
    assert(cell !== undefined, `position ${key} has exits`);
    const known = cell.demands.get(list) ?? null;
    const before = known ?? nothing;
    const now = after ?? nothing;
    cell.demands.set(list, after);
    cell.lacking += Number(now.isLacking) - Number(before.isLacking);
    // One that was never measured, as after a restart, may have left the others less than it does now.
    if (known !== null && now.buy === before.buy && now.sell === before.sell) return;
    cell.total.buy += now.buy - before.buy;
    cell.total.sell += now.sell - before.sell;
    this.#touch(key, cell);
  }
}

const nothing: ExitDemand = { buy: 0, sell: 0, isLacking: false };

function newCell(): Cell {
  const total = { buy: 0, sell: 0 };
  return { demands: new Map(), dirty: new Set(), total, lacking: 0, rooms: null };
}

function shareOut(
  { buy, sell }: ExitRoom,
  demands: readonly (readonly [OrderId, ExitDemand | null])[],
): ReadonlyMap<OrderId, ExitRoom> {
  const rooms = new Map<OrderId, ExitRoom>();
  const left = { buy, sell };
  for (const [list, demand] of demands) {
    rooms.set(list, { ...left });
    left.buy -= Math.min(left.buy, demand?.buy ?? 0);
    left.sell -= Math.min(left.sell, demand?.sell ?? 0);
  }
  return rooms;
}
