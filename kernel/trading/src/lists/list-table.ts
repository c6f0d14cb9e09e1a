import type { OrderId } from 'argosy/core';
import type { OrderChange, OrderLink } from 'argosy/domain';

/** What the table needs to know of an event of an order that belongs to a list. */
export type ListedChange = {
  readonly order: OrderId;
  readonly link: OrderLink;
  readonly change: OrderChange;
  /** The quantity that an amendment on its way asks for. */
  readonly askedQty: number | null;
};

/** The lists as plain data. */
export type ListTableState = {
  readonly lists: readonly (readonly OrderId[])[];
  readonly refused: readonly (readonly [OrderId, number])[];
  readonly sent: readonly (readonly [OrderId, number])[];
};

function isFill({ type }: OrderChange): boolean {
  return type === 'filled' || type === 'partFilled';
}

/**
 * The lists of which an order is still open, and what the broker refused to do for them: a fold of
 * order events. It also notes which lists have to be looked at before the turn ends.
 */
export class ListTable {
  /** By the list's name, its orders as they were given. */
  readonly #lists = new Map<OrderId, OrderId[]>();
  /** The quantity that was last refused; zero for a cancel. */
  readonly #refused = new Map<OrderId, number>();
  readonly #touched = new Set<OrderId>();
  readonly #sent = new Map<OrderId, number>();
  /** By list, how many came before it. */
  readonly #ranks = new Map<OrderId, number>();
  #made = 0;

  /** Folds an event in. */
  apply({ order, link, change, askedQty }: ListedChange): void {
    const { list } = link;
    if (change.type === 'initialized') this.#add(list, order);
    const members = this.#lists.get(list);
    if (members === undefined) return;
    this.#touched.add(list);
    if (change.type === 'submitted' || change.type === 'divided')
      this.#sent.set(list, this.sentOf(list) + 1);
    if (change.type === 'modifyRejected' && askedQty !== null) this.#refused.set(order, askedQty);
    else if (change.type === 'cancelRejected') this.#refused.set(order, 0);
    else if (isFill(change)) for (const id of members) this.#refused.delete(id);
  }

  /** The orders of a list, as they were given; none once all of them are closed. */
  membersOf(list: OrderId): readonly OrderId[] {
    return this.#lists.get(list) ?? [];
  }

  /** The quantity that was last asked for an order and refused, zero for its end. */
  refusedQty(order: OrderId): number | null {
    return this.#refused.get(order) ?? null;
  }

  /** How many orders of a list have left for the broker. */
  sentOf(list: OrderId): number {
    return this.#sent.get(list) ?? 0;
  }

  /** Makes a list again of what is kept of one that was over. */
  revive(list: OrderId, members: readonly OrderId[]): void {
    this.#start(list, [...members]);
    this.#touched.add(list);
  }

  /** Has a list looked at although nothing has happened to it. */
  touch(list: OrderId): void {
    if (this.#lists.has(list)) this.#touched.add(list);
  }

  /** Has asked again what was refused to these lists: their position has changed. */
  forgive(lists: Iterable<OrderId>): void {
    if (this.#refused.size === 0) return;
    for (const list of lists) for (const id of this.membersOf(list)) this.#refused.delete(id);
  }

  /** Which of two lists came first. */
  compare(one: OrderId, other: OrderId): number {
    return (this.#ranks.get(one) ?? 0) - (this.#ranks.get(other) ?? 0);
  }

  /** The lists, in the order they came. */
  names(): Iterable<OrderId> {
    return this.#lists.keys();
  }

  /** The next list that something has happened to; null when there is none. */
  takeTouched(): OrderId | null {
    for (const list of this.#touched) {
      this.#touched.delete(list);
      return list;
    }
    return null;
  }

  /** How many lists have an open order. */
  get size(): number {
    return this.#lists.size;
  }

  /** Forgets a list of which every order is closed. */
  drop(list: OrderId): void {
    for (const id of this.membersOf(list)) this.#refused.delete(id);
    this.#lists.delete(list);
    this.#sent.delete(list);
    this.#ranks.delete(list);
    this.#touched.delete(list);
  }

  /** The state as plain data. */
  exportState(): ListTableState {
    return {
      lists: [...this.#lists.values()].map((ids) => [...ids]),
      refused: [...this.#refused],
      sent: [...this.#sent],
    };
  }

  /** Takes the place of all that was noted so far. */
  importState({ lists, refused, sent }: ListTableState): void {
    this.#lists.clear();
    this.#refused.clear();
    this.#touched.clear();
    this.#sent.clear();
    this.#ranks.clear();
    for (const [list, count] of sent) this.#sent.set(list, count);
    for (const [list, ...others] of lists) {
      if (list !== undefined) this.#start(list, [list, ...others]);
    }
    for (const [order, qty] of refused) this.#refused.set(order, qty);
  }

  #add(list: OrderId, order: OrderId): void {
    const members = this.#lists.get(list);
    if (members === undefined) this.#start(list, [order]);
    else members.push(order);
  }

  #start(list: OrderId, members: OrderId[]): void {
    this.#lists.set(list, members);
    this.#ranks.set(list, this.#made);
    this.#made += 1;
  }
}
