import { assert } from 'argosy/core';
import { NO_LEVEL, PriceLadder } from 'argosy/domain';

import { OrderSlots } from './order-slots.ts';
import { SlotIndex } from './slot-index.ts';

/** How many orders one book may hold at once. */
export const BOOK_ORDERS_MAX = 1_000_000;

/** An order as it comes to rest. */
export type NewResting = {
  /** A whole number that no other order in the book has. */
  readonly id: number;
  /** 1 buys, -1 sells. */
  readonly sign: 1 | -1;
  readonly price: number;
  /** What others see of it. */
  readonly shown: number;
  /** What stands behind, for a reserve order; 0 for any other. */
  readonly hidden: number;
  /** How large a part of what stands behind shows next. */
  readonly peak: number;
  /** Whose it is, for the prevention of trades with oneself; 0 for nobody's. */
  readonly owner: number;
};

/**
 * Orders at rest, in the order of price and time: who joins a price stands last in its queue. It
 * matches nothing. Every step costs the same however many orders there are, save the search for a
 * price, which grows with the logarithm of their number.
 */
export class RestingOrders {
  readonly bids: PriceLadder = new PriceLadder(1);
  readonly asks: PriceLadder = new PriceLadder(-1);
  readonly orders: OrderSlots = new OrderSlots();
  readonly #slots = new SlotIndex();

  /** How many orders rest. */
  get size(): number {
    return this.#slots.size;
  }

  /** The prices of a side. */
  sideOf(sign: 1 | -1): PriceLadder {
    return sign > 0 ? this.bids : this.asks;
  }

  /** Where an order is kept; -1 where it does not rest here. */
  find(id: number): number {
    return this.#slots.get(id);
  }

  /** The price an order rests at. */
  priceOf(slot: number): number {
    return this.sideOf(this.orders.signOf(slot)).priceOf(this.orders.levelOf(slot));
  }

  /** An order comes to rest, last in the queue of its price. */
  rest({ id, sign, price, shown, hidden, peak, owner }: NewResting): number {
    assert(this.#slots.size < BOOK_ORDERS_MAX, `a book holds at most ${BOOK_ORDERS_MAX} orders`);
    const slot = this.orders.allot(id, owner);
    this.orders.setShown(slot, shown);
    this.orders.setHidden(slot, hidden);
    this.orders.setPeak(slot, peak);
    this.#slots.set(id, slot);
    this.#join(slot, sign, price);
    return slot;
  }

  /** An order leaves the book. */
  leave(slot: number): void {
    this.#part(slot);
    this.#slots.delete(this.orders.idOf(slot));
    this.orders.release(slot);
  }

  /** What an order shows becomes less; it keeps its place. */
  trim(slot: number, by: number): void {
    const { orders } = this;
    orders.setShown(slot, orders.shownOf(slot) - by);
    this.sideOf(orders.signOf(slot)).take(orders.levelOf(slot), by, 0);
  }

  /** What an order shows changes, and with that it goes to the end of its queue. */
  requeue(slot: number, shown: number, hidden: number): void {
    const sign = this.orders.signOf(slot);
    const price = this.priceOf(slot);
    this.#part(slot);
    this.orders.setShown(slot, shown);
    this.orders.setHidden(slot, hidden);
    this.#join(slot, sign, price);
  }

  /** What is shown before an order in the queue of its price. */
  qtyAhead(slot: number): number {
    const { orders } = this;
    let ahead = 0;
    for (let other = orders.beforeOf(slot); other !== NO_LEVEL; other = orders.beforeOf(other)) {
      ahead += orders.shownOf(other);
    }
    return ahead;
  }

  /** Forgets every order. */
  clear(): void {
    this.bids.clear();
    this.asks.clear();
    this.orders.clear();
    this.#slots.clear();
  }

  #join(slot: number, sign: 1 | -1, price: number): void {
    const { orders } = this;
    const side = this.sideOf(sign);
    const level = side.add(price, orders.shownOf(slot), 1);
    const last = side.tailOf(level);
    orders.setPlace(slot, sign, level);
    orders.setBefore(slot, last);
    orders.setAfter(slot, NO_LEVEL);
    if (last === NO_LEVEL) side.setHead(level, slot);
    else orders.setAfter(last, slot);
    side.setTail(level, slot);
  }

  #part(slot: number): void {
    const { orders } = this;
    const side = this.sideOf(orders.signOf(slot));
    const level = orders.levelOf(slot);
    const before = orders.beforeOf(slot);
    const after = orders.afterOf(slot);
    if (before === NO_LEVEL) side.setHead(level, after);
    else orders.setAfter(before, after);
    if (after === NO_LEVEL) side.setTail(level, before);
    else orders.setBefore(after, before);
    side.take(level, orders.shownOf(slot), 1);
  }
}
