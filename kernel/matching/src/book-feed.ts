import { assert } from 'argosy/core';
import {
  LevelBook,
  NO_LEVEL,
  QUEUE_ORDERS_MAX,
  type BookLevel,
  type BookUpdate,
  type Trade,
} from 'argosy/domain';

import type { QueueModel } from './queue/queue-model.ts';
import type { VenueOrder } from './venue-order.ts';

/** What of a trade tells whom it passes in the queues of a book. */
export type PassingTrade = {
  readonly price: number;
  readonly qty: number;
  readonly aggressor: Trade['aggressor'];
};

/** A side of a recorded book as our orders meet it. */
type Side = {
  /** What our orders took of a price since it was last told. */
  readonly taken: Map<number, number>;
  /** Our orders that wait at a price, in order of arrival. */
  readonly lines: Map<number, VenueOrder[]>;
};

/**
 * A recorded order book as our orders meet it. It does not know them: what they take of a price is
 * gone for the others of us until the book tells that price again, and an order that comes to rest
 * stands behind all that its price shows then.
 */
export class BookFeed {
  readonly book: LevelBook;
  /** The place that an order takes which joins a queue next, where the recording counts them. */
  nextPlace = 0;
  readonly #model: QueueModel;
  /** Whether who leaves a queue is told: then nothing is guessed, and what ours took stays taken. */
  readonly #isExact: boolean;
  readonly #bids: Side = { taken: new Map(), lines: new Map() };
  readonly #asks: Side = { taken: new Map(), lines: new Map() };

  constructor(model: QueueModel, isExact: boolean = false) {
    this.#model = model;
    this.#isExact = isExact;
    this.book = isExact ? new LevelBook(QUEUE_ORDERS_MAX) : new LevelBook();
  }

  /** The best price that a buyer (1) or a seller (-1) may take; NaN where there is none. */
  bestFor(sign: 1 | -1): number {
    return this.book.facing(sign).bestPrice;
  }

  /** What the best price shows that a buyer or a seller may take. */
  sizeFor(sign: 1 | -1): number {
    const facing = this.book.facing(sign);
    return facing.best === NO_LEVEL ? 0 : facing.qtyOf(facing.best);
  }

  /** Takes an update in; those who wait move up. */
  apply(update: BookUpdate): void {
    this.book.apply(update);
    if (update.isSnapshot) {
      this.#renew(this.#bids, 1);
      this.#renew(this.#asks, -1);
      return;
    }
    this.#retell(this.#bids, update.bids);
    this.#retell(this.#asks, update.asks);
  }

  /** What our orders have taken of a price that a buyer or a seller may take. */
  takenAt(sign: 1 | -1, price: number): number {
    return this.#facing(sign).taken.get(price) ?? 0;
  }

  /** What there is for a buyer or a seller up to a limit (null: at any price), and what ours took of it. */
  sizeWithin(
    sign: 1 | -1,
    limit: number | null,
  ): { readonly shown: number; readonly taken: number } {
    const facing = this.book.facing(sign);
    let [shown, taken] = [0, 0];
    for (let at = facing.best; at !== NO_LEVEL; at = facing.worse(at)) {
      const price = facing.priceOf(at);
      if (limit !== null && sign * (limit - price) < 0) break;
      shown += facing.qtyOf(at);
      taken += this.takenAt(sign, price);
    }
    return { shown, taken };
  }

  /** One of our orders takes some of a price. */
  take(sign: 1 | -1, price: number, qty: number): void {
    const { taken } = this.#facing(sign);
    taken.set(price, (taken.get(price) ?? 0) + qty);
  }

  /** An order that rests joins the queue of its limit, unless it stands there. */
  join(order: VenueOrder): void {
    const { limit, sign } = order;
    if (limit === null || order.queuedAt === limit) return;
    this.leave(order);
    const { lines } = this.#sideOf(sign);
    const line = lines.get(limit);
    if (line === undefined) lines.set(limit, [order]);
    else line.push(order);
    order.queuedAt = limit;
    order.shownAtLimit = this.#shownAt(sign, limit);
    order.ahead = order.shownAtLimit;
    order.queuePlace = this.nextPlace;
    order.tradedAtLimit = 0;
  }

  /** Another part of an order takes the place of the one that has filled: behind all who wait there. */
  requeue(order: VenueOrder): void {
    if (Number.isNaN(order.queuedAt)) return;
    const traded = order.tradedAtLimit;
    this.leave(order);
    this.join(order);
    // Where each who trades is told by name, he moves up those behind him himself.
    if (!this.#isExact) order.ahead = Math.max(0, order.ahead - traded);
    order.tradedAtLimit = traded;
  }

  /** An order leaves its queue: it is done, or wants another price. */
  leave(order: VenueOrder): void {
    const { lines } = this.#sideOf(order.sign);
    const line = lines.get(order.queuedAt);
    if (line === undefined) return;
    const left = line.filter((other) => other !== order);
    if (left.length === 0) lines.delete(order.queuedAt);
    else lines.set(order.queuedAt, left);
    order.queuedAt = Number.NaN;
  }

  /**
   * A trade was printed. What of it would have been ours is told for each order that waits on the
   * side that was hit, the best price first and at a price the first to come: a trade past an
   * order's limit would have come to it first. Where nobody says who took, both sides count.
   */
  pass(
    { price, qty, aggressor }: PassingTrade,
    fill: (order: VenueOrder, qty: number) => void,
  ): void {
    const passing = { price, qty, fill, isExact: this.#isExact };
    if (aggressor !== 'buy') passLines(this.#bids.lines, { ...passing, sign: 1 });
    if (aggressor !== 'sell') passLines(this.#asks.lines, { ...passing, sign: -1 });
  }

  /** Our orders at a price that came behind a place move up. */
  moveUp(
    sign: 1 | -1,
    price: number,
    { behind, by }: { readonly behind: number; readonly by: number },
  ): void {
    for (const order of this.#sideOf(sign).lines.get(price) ?? []) {
      if (order.queuePlace > behind) order.ahead = Math.max(0, order.ahead - by);
    }
  }

  /** Of what our buyers (1) or sellers (-1) took of a price so much has gone to others by now. */
  giveBack(sign: 1 | -1, price: number, by: number): void {
    const { taken } = this.#facing(sign);
    const left = (taken.get(price) ?? 0) - by;
    if (left > 0) taken.set(price, left);
    else taken.delete(price);
  }

  #sideOf(sign: 1 | -1): Side {
    return sign > 0 ? this.#bids : this.#asks;
  }

  #facing(sign: 1 | -1): Side {
    return sign > 0 ? this.#asks : this.#bids;
  }

  #shownAt(sign: 1 | -1, price: number): number {
    const side = this.book.sideOf(sign);
    const level = side.find(price);
    return level === NO_LEVEL ? 0 : side.qtyOf(level);
  }

  #renew({ taken, lines }: Side, sign: 1 | -1): void {
    taken.clear();
    for (const [price, line] of lines) this.#advance(line, this.#shownAt(sign, price));
  }

  #retell({ taken, lines }: Side, levels: readonly BookLevel[]): void {
    if (taken.size === 0 && lines.size === 0) return;
    for (const { price, qty } of levels) {
      if (this.#isExact) this.#capTaken(taken, price, qty);
      else taken.delete(price);
      const line = lines.get(price);
      if (line !== undefined) this.#advance(line, qty);
    }
  }

  #capTaken(taken: Map<number, number>, price: number, shown: number): void {
    const before = taken.get(price);
    if (before === undefined) return;
    if (shown === 0) taken.delete(price);
    else if (before > shown) taken.set(price, shown);
  }

  #advance(line: readonly VenueOrder[], shown: number): void {
    for (const order of line) {
      const { ahead, shownAtLimit: shownBefore, tradedAtLimit: traded } = order;
      const next = this.#model.advance({ ahead, shownBefore, traded, shown });
      assert(Number.isSafeInteger(next), 'a queue model counts whole units');
      assert(next >= 0, 'nobody stands before the first');
      assert(next <= ahead, 'an order never falls back in its queue');
      order.ahead = next;
      order.shownAtLimit = shown;
      order.tradedAtLimit = 0;
    }
  }
}

type Passing = {
  readonly sign: 1 | -1;
  readonly price: number;
  readonly qty: number;
  readonly fill: (order: VenueOrder, qty: number) => void;
  /** Whether who stands before an order is told elsewhere. */
  readonly isExact: boolean;
};

function passLines(lines: ReadonlyMap<number, readonly VenueOrder[]>, passing: Passing): void {
  if (lines.size === 0) return;
  const { sign, price, qty, fill, isExact } = passing;
  const met = [...lines.keys()].filter((limit) => sign * (limit - price) >= 0);
  let remaining = qty;
  for (const limit of met.toSorted((one, other) => sign * (other - one))) {
    for (const order of lines.get(limit) ?? []) {
      const ahead = limit === price ? order.ahead : 0;
      const ours = reachOf(order, { ahead, isExact, remaining, isAtLimit: limit === price });
      if (!isExact) order.ahead = Math.max(0, ahead - remaining);
      if (limit === price) order.tradedAtLimit += qty;
      remaining -= ours;
      if (ours > 0) fill(order, ours);
    }
  }
}

/** How much of a trade comes to one of our orders. */
function reachOf(
  order: VenueOrder,
  {
    ahead,
    isExact,
    remaining,
    isAtLimit,
  }: {
    readonly ahead: number;
    readonly isExact: boolean;
    readonly remaining: number;
    readonly isAtLimit: boolean;
  },
): number {
  // What trades with somebody told by name would have come to ours only where nobody stands before it.
  if (isExact && ahead > 0) return 0;
  const left = order.qty - order.filled;
  const wanted = isAtLimit && order.display !== null ? order.visible : left;
  return Math.min(wanted, left, Math.max(0, remaining - ahead));
}
