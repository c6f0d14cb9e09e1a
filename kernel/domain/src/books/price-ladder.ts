import { assert } from 'argosy/core';

/** Where there is no level, or no order in one. */
export const NO_LEVEL = -1;

/** How many emptied prices may stay between the living ones before they are swept out. */
const EMPTIES_SPARED = 16;

/** Most books have few prices, and there are many books. */
const FIRST_LEVELS = 16;

/** Numbers of one level lie side by side: eight of them are one line of a processor's cache. */
const WIDTH = 8;
const PRICE = 0;
const QTY = 1;
const COUNT = 2;
const HEAD = 3;
const TAIL = 4;

/**
 * One side of a book: its prices in order, and at each of them a level, which has a quantity, a
 * count of orders and the ends of their queue.
 *
 * Most of what happens, happens near the best price, so the prices lie in an array with the best at
 * its end. A price that empties inside stays where it is until there are too many such, because it
 * mostly comes back; one that empties at the end goes at once. How many prices there may be is its
 * owner's to bound.
 */
export class PriceLadder {
  readonly #sign: 1 | -1;
  /** Sign × price, rising: the best is the last. */
  #keys = new Float64Array(FIRST_LEVELS);
  #slots = new Int32Array(FIRST_LEVELS);
  #length = 0;
  #living = 0;

  /** By level. */
  #cells = new Float64Array(FIRST_LEVELS * WIDTH);
  readonly #free: number[] = [];
  #slotsUsed = 0;

  /** 1 for the buyers, whose best price is the highest; -1 for the sellers. */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** How many prices have something. */
  get size(): number {
    return this.#living;
  }

  /** The best level that has something; -1 where none has. */
  get best(): number {
    return this.#length === 0 ? NO_LEVEL : (this.#slots[this.#length - 1] ?? NO_LEVEL);
  }

  /** The best price that has something; NaN where none has. */
  get bestPrice(): number {
    const best = this.best;
    return best === NO_LEVEL ? Number.NaN : this.priceOf(best);
  }

  /** The worst price that has something; NaN where none has. */
  get worstPrice(): number {
    let place = 0;
    while (place < this.#length && this.countOf(this.#slots[place] ?? NO_LEVEL) === 0) place += 1;
    return place < this.#length ? this.priceOf(this.#slots[place] ?? NO_LEVEL) : Number.NaN;
  }

  priceOf(level: number): number {
    return this.#cells[level * WIDTH + PRICE] ?? Number.NaN;
  }

  qtyOf(level: number): number {
    return this.#cells[level * WIDTH + QTY] ?? 0;
  }

  countOf(level: number): number {
    return this.#cells[level * WIDTH + COUNT] ?? 0;
  }

  /** The first order in a level's queue. */
  headOf(level: number): number {
    return this.#cells[level * WIDTH + HEAD] ?? NO_LEVEL;
  }

  /** The last order in a level's queue. */
  tailOf(level: number): number {
    return this.#cells[level * WIDTH + TAIL] ?? NO_LEVEL;
  }

  setHead(level: number, order: number): void {
    this.#cells[level * WIDTH + HEAD] = order;
  }

  setTail(level: number, order: number): void {
    this.#cells[level * WIDTH + TAIL] = order;
  }

  /** The level of a price that has something; -1 where it has nothing. */
  find(price: number): number {
    const place = this.#placeOf(price * this.#sign);
    const level = this.#slots[place] ?? NO_LEVEL;
    return this.#isAt(place, price) && this.countOf(level) > 0 ? level : NO_LEVEL;
  }

  /** What a price has from now on, as one order; where that is nothing, the price goes. */
  set(price: number, qty: number): void {
    const level = this.find(price);
    if (qty === 0) {
      if (level !== NO_LEVEL) this.take(level, this.qtyOf(level), this.countOf(level));
    } else if (level === NO_LEVEL) {
      this.add(price, qty, 1);
    } else {
      this.#cells[level * WIDTH + QTY] = qty;
    }
  }

  /** Adds to a price: so much, in so many orders. Gives its level. */
  add(price: number, qty: number, count: number): number {
    const level = this.#levelAt(price);
    const before = this.countOf(level);
    if (before === 0) this.#living += 1;
    this.#cells[level * WIDTH + COUNT] = before + count;
    this.#cells[level * WIDTH + QTY] = this.qtyOf(level) + qty;
    return level;
  }

  /** Takes from a level: so much, in so many orders. Without orders left its price goes. */
  take(level: number, qty: number, count: number): void {
    const left = this.countOf(level) - count;
    this.#cells[level * WIDTH + QTY] = this.qtyOf(level) - qty;
    this.#cells[level * WIDTH + COUNT] = left;
    if (left > 0) return;
    assert(left === 0, 'a level has no fewer than no orders');
    this.#living -= 1;
    if (level === this.best) this.#dropEmptyEnd();
    else if (this.#length > 2 * this.#living + EMPTIES_SPARED) this.#sweep();
  }

  /** The next level that has something and is worse; -1 after the last. The first is `best`. */
  worse(level: number): number {
    let place = this.#placeOf(this.priceOf(level) * this.#sign) - 1;
    while (place >= 0 && this.countOf(this.#slots[place] ?? NO_LEVEL) === 0) place -= 1;
    return place < 0 ? NO_LEVEL : (this.#slots[place] ?? NO_LEVEL);
  }

  /** Forgets every level. */
  clear(): void {
    this.#length = 0;
    this.#living = 0;
    this.#slotsUsed = 0;
    this.#free.length = 0;
  }

  #isAt(place: number, price: number): boolean {
    return place < this.#length && this.#keys[place] === price * this.#sign;
  }

  #levelAt(price: number): number {
    const key = price * this.#sign;
    const place = this.#placeOf(key);
    if (this.#isAt(place, price)) return this.#slots[place] ?? NO_LEVEL;
    return this.#insert(place, price);
  }

  /** The first place whose key is not below; steps widen from the best, where most is found. */
  #placeOf(key: number): number {
    let high = this.#length;
    let step = 1;
    while (step <= high && (this.#keys[high - step] ?? 0) >= key) {
      high -= step;
      step *= 2;
    }
    let low = Math.max(0, high - step);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(place: number, price: number): number {
    if (this.#length === this.#keys.length) this.#grow();
    this.#keys.copyWithin(place + 1, place, this.#length);
    this.#slots.copyWithin(place + 1, place, this.#length);
    this.#length += 1;
    const level = this.#free.pop() ?? this.#slotsUsed++;
    this.#keys[place] = price * this.#sign;
    this.#slots[place] = level;
    this.#cells[level * WIDTH + PRICE] = price;
    this.#cells[level * WIDTH + QTY] = 0;
    this.#cells[level * WIDTH + COUNT] = 0;
    this.#cells[level * WIDTH + HEAD] = NO_LEVEL;
    this.#cells[level * WIDTH + TAIL] = NO_LEVEL;
    return level;
  }

  #dropEmptyEnd(): void {
    let level = this.best;
    while (level !== NO_LEVEL && this.countOf(level) === 0) {
      this.#free.push(level);
      this.#length -= 1;
      level = this.best;
    }
  }

  #sweep(): void {
    let kept = 0;
    for (let place = 0; place < this.#length; place += 1) {
      const level = this.#slots[place] ?? NO_LEVEL;
      if (this.countOf(level) === 0) {
        this.#free.push(level);
        continue;
      }
      this.#keys[kept] = this.#keys[place] ?? 0;
      this.#slots[kept] = level;
      kept += 1;
    }
    this.#length = kept;
  }

  #grow(): void {
    const size = this.#keys.length * 2;
    this.#keys = lengthen(this.#keys, new Float64Array(size));
    this.#slots = lengthen(this.#slots, new Int32Array(size));
    this.#cells = lengthen(this.#cells, new Float64Array(size * WIDTH));
  }
}

function lengthen<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
