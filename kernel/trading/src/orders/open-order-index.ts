import { ChurnMap, type AccountId, type InstrumentId, type OrderId, type Price } from 'argosy/core';
import {
  isConditional,
  limitOnceFired,
  positionKeyText,
  type Order,
  type OrderRequest,
  type Position,
} from 'argosy/domain';
import { isOpen, siblingGroupOf } from 'argosy/orders';

import { positionKeyOf } from '../positions/position-key.ts';
import { crosses, SideOrders, type SideShare } from './side-orders.ts';

/** The open orders of an account in an instrument, in the order they came, and their sums. */
type Cell = {
  readonly orders: ChurnMap<OrderId, Order>;
  readonly buy: SideOrders;
  readonly sell: SideOrders;
};

/** What an order was last counted with, and where; of siblings only the largest has a share. */
type Counted = SideShare & {
  readonly cell: Cell;
  readonly side: SideOrders;
  /** What it may still trade itself. */
  readonly left: bigint;
};

/**
 * The open orders by account and instrument, with their sums, so that a check of a new order costs
 * the same however many work already. It is made of the orders alone and can be rebuilt from them.
 */
export class OpenOrderIndex {
  readonly #cells = new Map<AccountId, Map<InstrumentId, Cell>>();
  readonly #counted = new ChurnMap<OrderId, Counted>();
  /** By the name of their group, the open orders that trade in each other's place. */
  readonly #groups = new Map<string, Set<OrderId>>();

  /** Takes in what an order is now; `coveredQty` is what it may become by its amendment. */
  note(order: Order, coveredQty: number): void {
    const { request } = order;
    const before = this.#counted.get(request.id);
    if (isOpen(order)) this.#noteOpen(order, coveredQty, before);
    else if (before !== undefined) this.#drop(request, before);
  }

  #noteOpen(order: Order, coveredQty: number, before: Counted | undefined): void {
    const { request } = order;
    if (before === undefined) this.#join(request);
    const cell = before?.cell ?? this.#cellOf(request);
    cell.orders.set(request.id, order);
    const left = BigInt(order.state === 'INITIALIZED' ? 0 : coveredQty - order.filled);
    const resting = restingAt(order);
    if (before?.left === left && before.resting === resting) return;
    const counted = before ?? newlyCounted(request, cell);
    const isAlone = siblingGroupOf(request) === null;
    this.#count(request.id, { ...counted, qty: isAlone ? left : counted.qty, left, resting });
    if (!isAlone && counted.left !== left) this.#share(request);
  }

  /** Forgets every order. */
  clear(): void {
    this.#cells.clear();
    this.#counted.clear();
    this.#groups.clear();
  }

  /** The open orders of an account in an instrument, in the order they came. */
  of(account: AccountId, instrument: InstrumentId): Iterable<Order> {
    return this.#find(account, instrument)?.orders.values() ?? [];
  }

  /** An order, and the open siblings that trade in its place. */
  placesOf(request: OrderRequest): Iterable<OrderId> {
    const group = siblingGroupOf(request);
    const siblings = group === null ? undefined : this.#groups.get(group);
    return siblings === undefined ? [request.id] : new Set([...siblings, request.id]);
  }

  /**
   * What other orders may still trade on a request's side of its instrument, in one position or the
   * whole account. Siblings do not count beside each other, nor what waits for a parent.
   */
  workingQty(request: OrderRequest, position: string | null): number {
    const side = this.#find(request.account, request.instrument)?.[request.side];
    if (side === undefined) return 0;
    let qty = side.qtyOf(position);
    for (const id of this.placesOf(request)) {
      const counted = this.#counted.get(id);
      if (counted?.side !== side) continue;
      if (position === null || counted.position === position) qty -= counted.qty;
    }
    return Number(qty);
  }

  /** What open orders that would close a position may still trade of it. */
  closingQty({ key, qty }: Pick<Position, 'key' | 'qty'>): number {
    const cell = this.#find(key.account, key.instrument);
    const side = qty > 0 ? cell?.sell : cell?.buy;
    return Number(side?.qtyOf(positionKeyText(key)) ?? 0n);
  }

  /**
   * The first order of another book of the account that a price would trade with. While there is
   * none it looks at the best price of each book only.
   */
  crossing({ account, instrument, side, book }: OrderRequest, price: Price): OrderId | null {
    const cell = this.#find(account, instrument);
    const others = side === 'buy' ? cell?.sell : cell?.buy;
    if (cell === undefined || !others?.meets(side, price, book)) return null;
    for (const { request } of cell.orders.values()) {
      const counted = this.#counted.get(request.id);
      if (counted?.side === others && isMet(counted)) return request.id;
    }
    return null;

    function isMet({ book: owner, resting }: Counted): boolean {
      return owner !== book && resting !== null && crosses(side, price, resting);
    }
  }

  #count(id: OrderId, counted: Counted): void {
    const before = this.#counted.get(id);
    before?.side.remove(before);
    counted.side.add(counted);
    this.#counted.set(id, counted);
  }

  /** Siblings trade in each other's place: of those for one position the largest counts for all. */
  #share(request: OrderRequest): void {
    const members = [...this.placesOf(request)].flatMap((id) => {
      const counted = this.#counted.get(id);
      return counted === undefined ? [] : [{ id, counted }];
    });
    for (const { id, counted } of members) {
      const alike = members.filter((one) => isForTheSame(one.counted, counted));
      const largest = alike.reduce((one, other) =>
        other.counted.left > one.counted.left ? other : one,
      );
      const qty = largest.id === id ? counted.left : 0n;
      if (counted.qty !== qty) this.#count(id, { ...counted, qty });
    }
  }

  #join(request: OrderRequest): void {
    const group = siblingGroupOf(request);
    if (group === null) return;
    const siblings = this.#groups.get(group);
    if (siblings === undefined) this.#groups.set(group, new Set([request.id]));
    else siblings.add(request.id);
  }

  #leave(request: OrderRequest): void {
    const group = siblingGroupOf(request);
    const siblings = group === null ? undefined : this.#groups.get(group);
    siblings?.delete(request.id);
    if (group !== null && siblings?.size === 0) this.#groups.delete(group);
  }

  #drop(request: OrderRequest, counted: Counted): void {
    const { id } = request;
    this.#leave(request);
    this.#counted.delete(id);
    counted.side.remove(counted);
    if (counted.qty > 0n) this.#share(request);
    // The empty cell stays: the next order would make it anew, and there are no more than instruments.
    counted.cell.orders.delete(id);
  }

  #find(account: AccountId, instrument: InstrumentId): Cell | undefined {
    return this.#cells.get(account)?.get(instrument);
  }

  #cellOf({ account, instrument }: OrderRequest): Cell {
    const known = this.#find(account, instrument);
    if (known !== undefined) return known;
    const [ofAccount, cell] = [
      this.#cells.get(account) ?? new Map<InstrumentId, Cell>(),
      newCell(),
    ];
    this.#cells.set(account, ofAccount);
    ofAccount.set(instrument, cell);
    return cell;
  }
}

function newlyCounted(request: OrderRequest, cell: Cell): Counted {
  const position = positionKeyText(positionKeyOf(request));
  const { book, side } = request;
  return { cell, side: cell[side], book, position, qty: 0n, left: 0n, resting: null };
}

function isForTheSame(one: Counted, other: Counted): boolean {
  return one.side === other.side && one.position === other.position;
}

function newCell(): Cell {
  return { orders: new ChurnMap(), buy: new SideOrders(), sell: new SideOrders() };
}

/** The limit at which an order could be met: it works, and its trigger has fired. */
function restingAt({ request, terms, state, settled, filled }: Order): Price | null {
  const isAsleep = isConditional(terms) && settled !== 'TRIGGERED' && filled === 0;
  const isHere = state === 'INITIALIZED' || state === 'EMULATED';
  return isAsleep || isHere ? null : limitOnceFired(terms, request.side);
}
