import { NO_LEVEL, type PriceLadder } from 'argosy/domain';

import type {
  BookAmendment,
  BookEnd,
  BookListener,
  BookOrder,
  BookRefusal,
  BookTif,
  SelfTradePolicy,
} from './book-face.ts';
import { findEquilibrium, type Equilibrium } from './equilibrium.ts';
import { BOOK_ORDERS_MAX, RestingOrders } from './resting-orders.ts';
import { shrinkResting } from './shrink-resting.ts';
import { uncross, type Leftovers } from './uncross.ts';

/**
 * An order book that matches: by price, and at a price by time. It is the market itself, for many
 * owners; what it does, it tells its listener with plain numbers and allocates nothing.
 */
export class MatchingBook {
  /** What rests, to look at. */
  readonly resting: RestingOrders = new RestingOrders();
  readonly #selfTrade: SelfTradePolicy;
  readonly #listener: BookListener;
  /** What is left of the order that is coming in. */
  #left = 0;
  #isCollecting = false;

  constructor(selfTrade: SelfTradePolicy, listener: BookListener) {
    this.#selfTrade = selfTrade;
    this.#listener = listener;
  }

  /** An order comes in. Null, or why it does not; then nothing has happened. */
  submit(order: BookOrder): BookRefusal | null {
    const refusal = this.#refusalOf(order);
    if (refusal !== null) return refusal;
    this.#left = order.qty;
    const takes = !this.#isCollecting && (order.tif !== 'whole' || this.#canFillWhole(order));
    if (takes) this.#take(order);
    this.#settle(order);
    return null;
  }

  /**
   * Until the auction ends, orders come to rest and none trades: the book may cross. Only orders that
   * rest come in, those at any price among them.
   */
  collect(): void {
    this.#isCollecting = true;
  }

  /** What the auction would come to now; null where nothing would trade. */
  indicate(reference: number): Equilibrium | null {
    return findEquilibrium(this.resting, reference);
  }

  /**
   * Ends the auction: what can trade does, all at one price, by price and time, whoever the owners
   * are; in what is told of it the seller stands for the maker. What wants any price and is left is
   * canceled, or rests at the price of the auction, at the reference where there is none.
   */
  uncross(reference: number, leftovers: Leftovers): Equilibrium | null {
    const equilibrium = findEquilibrium(this.resting, reference);
    this.#isCollecting = false;
    uncross(this.resting, { equilibrium, reference, leftovers, listener: this.#listener });
    return equilibrium;
  }

  /** An order goes. Null, or why not. */
  cancel(id: number): BookRefusal | null {
    const slot = this.resting.find(id);
    if (slot === NO_LEVEL) return 'NOT_IN_BOOK';
    this.#end(slot, 'canceled');
    return null;
  }

  /**
   * A limit or what is left changes. Less of it at the same price keeps its place; anything else
   * comes in anew, and may trade. Null, or why not; then it stands as it was.
   */
  amend(id: number, { price, left }: BookAmendment): BookRefusal | null {
    const slot = this.resting.find(id);
    if (slot === NO_LEVEL) return 'NOT_IN_BOOK';
    if (!isQty(left)) return 'BAD_QTY';
    if (!Number.isSafeInteger(price)) return 'BAD_PRICE';
    const { orders } = this.resting;
    const before = orders.shownOf(slot) + orders.hiddenOf(slot);
    if (price === this.resting.priceOf(slot) && left <= before) {
      this.#reduce(slot, before - left);
      return null;
    }
    const sign = orders.signOf(slot);
    const owner = orders.ownerOf(slot);
    const peak = orders.peakOf(slot);
    this.resting.leave(slot);
    return this.submit({ id, sign, price, qty: left, tif: 'rest', peak, owner });
  }

  #refusalOf(order: BookOrder): BookRefusal | null {
    const { id, sign, price, tif } = order;
    if (this.#isCollecting && tif !== 'rest') return 'AUCTION';
    const flaw = findFlaw(order, this.#isCollecting);
    if (flaw !== null) return flaw;
    if (this.resting.find(id) !== NO_LEVEL) return 'ID_IN_USE';
    if (this.resting.size >= BOOK_ORDERS_MAX && isResting(tif)) return 'BOOK_FULL';
    return tif === 'post' && this.#meets(sign, price) ? 'WOULD_TAKE' : null;
  }

  #meets(sign: 1 | -1, price: number): boolean {
    const best = this.#facing(sign).bestPrice;
    return sign > 0 ? best <= price : best >= price;
  }

  #facing(sign: 1 | -1): PriceLadder {
    return sign > 0 ? this.resting.asks : this.resting.bids;
  }

  #take(order: BookOrder): void {
    const facing = this.#facing(order.sign);
    while (this.#left > 0 && this.#meets(order.sign, order.price)) {
      const maker = facing.headOf(facing.best);
      if (!this.#isOwn(maker, order.owner)) this.#trade(maker, order.id);
      else if (!this.#passOwn(maker, order)) return;
    }
  }

  #trade(maker: number, taker: number): void {
    const { orders } = this.resting;
    const shown = orders.shownOf(maker);
    const qty = Math.min(shown, this.#left);
    const id = orders.idOf(maker);
    this.#left -= qty;
    this.#listener.traded(id, taker, this.resting.priceOf(maker), qty);
    if (shrinkResting(this.resting, maker, { qty, listener: this.#listener })) {
      this.#listener.filled(id);
    }
    if (this.#left === 0) this.#listener.filled(taker);
  }

  #isOwn(maker: number, owner: number): boolean {
    if (owner === 0 || this.#selfTrade === 'none') return false;
    return this.resting.orders.ownerOf(maker) === owner;
  }

  /** Whether the order goes on after it has met one of its own owner. */
  #passOwn(maker: number, { id }: BookOrder): boolean {
    const policy = this.#selfTrade;
    if (policy === 'decrement') {
      const qty = Math.min(this.resting.orders.shownOf(maker), this.#left);
      this.#left -= qty;
      this.#listener.ended(id, qty, 'selfTrade');
      this.#listener.ended(this.resting.orders.idOf(maker), qty, 'selfTrade');
      shrinkResting(this.resting, maker, { qty, listener: this.#listener });
      return true;
    }
    if (policy !== 'cancelNewest') this.#end(maker, 'selfTrade');
    if (policy === 'cancelOldest') return true;
    this.#listener.ended(id, this.#left, 'selfTrade');
    this.#left = 0;
    return false;
  }

  #canFillWhole({ qty, sign, price, owner }: BookOrder): boolean {
    const { orders } = this.resting;
    const facing = this.#facing(sign);
    let missing = qty;
    for (let level = facing.best; level !== NO_LEVEL; level = facing.worse(level)) {
      if (sign * (facing.priceOf(level) - price) > 0) return false;
      let [shown, hidden] = [0, 0];
      for (let slot = facing.headOf(level); slot !== NO_LEVEL; slot = orders.afterOf(slot)) {
        const isOwn = this.#isOwn(slot, owner);
        // What others hide at its price would come behind it.
        if (isOwn && this.#selfTrade !== 'cancelOldest') return false;
        if (!isOwn) {
          shown += orders.shownOf(slot);
          hidden += orders.hiddenOf(slot);
        }
        if (shown >= missing) return true;
      }
      missing -= shown + hidden;
      if (missing <= 0) return true;
    }
    return false;
  }

  #settle({ id, sign, price, tif, peak, owner }: BookOrder): void {
    const left = this.#left;
    if (left === 0) return;
    if (tif === 'immediate' || tif === 'whole') {
      this.#listener.ended(id, left, 'unfilled');
      return;
    }
    const shown = Math.min(left, peak);
    this.resting.rest({ id, sign, price, shown, hidden: left - shown, peak, owner });
    this.#listener.rested(id, price, shown);
  }

  /** What is behind goes first; what is shown keeps its place. */
  #reduce(slot: number, by: number): void {
    const { orders } = this.resting;
    const hidden = orders.hiddenOf(slot);
    const fromHidden = Math.min(hidden, by);
    orders.setHidden(slot, hidden - fromHidden);
    if (by > fromHidden) this.resting.trim(slot, by - fromHidden);
    this.#listener.reduced(orders.idOf(slot), orders.shownOf(slot) + orders.hiddenOf(slot));
  }

  #end(slot: number, why: BookEnd): void {
    const { orders } = this.resting;
    const id = orders.idOf(slot);
    const left = orders.shownOf(slot) + orders.hiddenOf(slot);
    this.resting.leave(slot);
    this.#listener.ended(id, left, why);
  }
}

function findFlaw(order: BookOrder, isAuction: boolean): BookRefusal | null {
  const { id, sign, price, qty, tif, peak } = order;
  if (!Number.isSafeInteger(id)) return 'BAD_ID';
  if (!isQty(qty) || !(isQty(peak) || peak === Number.POSITIVE_INFINITY)) return 'BAD_QTY';
  const takesAny = price === sign * Number.POSITIVE_INFINITY && (isAuction || !isResting(tif));
  return takesAny || Number.isSafeInteger(price) ? null : 'BAD_PRICE';
}

function isResting(tif: BookTif): boolean {
  return tif === 'rest' || tif === 'post';
}

function isQty(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty > 0;
}
