import { toPrice, toQuantity } from 'argosy/core';

import type { BookLevel, BookUpdate, QueueChange, QueueUpdate } from '../market-data.ts';
import { LevelBook } from './level-book.ts';
import { NO_LEVEL } from './price-ladder.ts';

/** How many orders one recorded book may hold; those that come beyond are passed over. */
export const QUEUE_ORDERS_MAX = 1_000_000;

/** An order of a recorded book. */
export type QueuedOrder = {
  readonly sign: 1 | -1;
  readonly price: number;
  readonly qty: number;
  /** The place it took in its queue: a lower one at the same price stands before it. */
  readonly place: number;
};
type Resting = { -readonly [Field in keyof QueuedOrder]: QueuedOrder[Field] };

/** An order that comes, goes or gets less: by so much its price shows more or less. */
type Step = { readonly sign: 1 | -1; readonly price: number; readonly by: number };

/**
 * A book whose feed tells each order by itself, as what its prices show: a step of one order becomes
 * the update of a price. Who stands where in a queue is not kept here.
 */
export class QueueBook {
  /** What the book shows by now: every price that an order has, or a step of it could not be told. */
  readonly levels: LevelBook = new LevelBook(QUEUE_ORDERS_MAX);
  readonly #orders = new Map<number, Resting>();
  #hasBegun = false;
  #places = 0;

  /** Takes a step in. What the prices that it moves show now; null where it moves none. */
  apply({ change, ...datum }: QueueUpdate): BookUpdate | null {
    const isSnapshot = !this.#hasBegun || change.action === 'clear';
    const steps = this.#take(change);
    if (steps.length === 0 && change.action !== 'clear') return null;
    this.#hasBegun = true;
    const told = isSnapshot ? new LevelBook() : this.levels;
    const shown = steps.map(({ sign, price, by }) => ({
      sign,
      level: levelAfter(told, { sign, price, by }),
    }));
    const side = (of: 1 | -1): readonly BookLevel[] =>
      shown.filter(({ sign }) => sign === of).map(({ level }) => level);
    const update = { ...datum, kind: 'book', isSnapshot, bids: side(1), asks: side(-1) } as const;
    this.levels.apply(update);
    return update;
  }

  /** An order as it rests now; undefined where it does not. */
  find(order: number): QueuedOrder | undefined {
    return this.#orders.get(order);
  }

  /** The place that the next order takes. */
  get nextPlace(): number {
    return this.#places;
  }

  #take(change: QueueChange): readonly Step[] {
    switch (change.action) {
      case 'clear':
        this.#orders.clear();
        return [];
      case 'add':
        return this.#add(change);
      case 'change':
        return this.#change(change);
      case 'trade':
        return this.#lessen(change.order, change.qty);
      case 'remove':
        return this.#lessen(change.order, Number.POSITIVE_INFINITY);
    }
  }

  #add({ order, side, price, qty }: Extract<QueueChange, { action: 'add' }>): readonly Step[] {
    if (this.#orders.has(order) || this.#orders.size >= QUEUE_ORDERS_MAX || qty === 0) return [];
    const sign = side === 'buy' ? 1 : -1;
    this.#orders.set(order, { sign, price, qty, place: this.#places++ });
    return [{ sign, price, by: qty }];
  }

  #change({ order, price, qty }: Extract<QueueChange, { action: 'change' }>): readonly Step[] {
    const resting = this.#orders.get(order);
    if (resting === undefined) return [];
    if (qty === 0) return this.#lessen(order, Number.POSITIVE_INFINITY);
    const { sign } = resting;
    const before = { sign, price: resting.price, by: -resting.qty };
    if (price !== resting.price || qty > resting.qty) resting.place = this.#places++;
    resting.price = price;
    resting.qty = qty;
    return before.price === price
      ? [{ sign, price, by: qty + before.by }]
      : [before, { sign, price, by: qty }];
  }

  #lessen(order: number, by: number): readonly Step[] {
    const resting = this.#orders.get(order);
    if (resting === undefined) return [];
    const { sign, price, qty } = resting;
    const gone = Math.min(by, qty);
    if (gone === qty) this.#orders.delete(order);
    else resting.qty -= gone;
    return [{ sign, price, by: -gone }];
  }
}

function levelAfter(levels: LevelBook, { sign, price, by }: Step): BookLevel {
  const side = levels.sideOf(sign);
  const level = side.find(price);
  const before = level === NO_LEVEL ? 0 : side.qtyOf(level);
  return { price: toPrice(price), qty: toQuantity(before + by) };
}
