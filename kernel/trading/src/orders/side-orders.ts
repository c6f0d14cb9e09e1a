import { ChurnMap, type BookId, type Price } from 'argosy/core';
import type { Side } from 'argosy/domain';

import { PriceLevels } from './price-levels.ts';

/** What one open order adds to its side. */
export type SideShare = {
  readonly book: BookId;
  /** The text of its position's key. */
  readonly position: string;
  /** What it may still trade; zero while it waits for a parent, or a sibling counts for it. */
  readonly qty: bigint;
  /** The limit it rests at; null where it rests at none, or sleeps. */
  readonly resting: Price | null;
};

/**
 * What works on one side of an instrument in an account. Sums are bigint, so that adding and taking
 * away never lose a unit.
 */
export class SideOrders {
  readonly #byPosition = new ChurnMap<string, bigint>();
  readonly #restingByBook = new ChurnMap<BookId, PriceLevels>();
  #qty = 0n;

  /** What all orders may still trade, or those of one position. */
  qtyOf(position: string | null): bigint {
    return position === null ? this.#qty : (this.#byPosition.get(position) ?? 0n);
  }

  /** Counts an order in. */
  add({ book, position, qty, resting }: SideShare): void {
    this.#count(position, qty);
    if (resting === null) return;
    const levels = this.#restingByBook.get(book) ?? new PriceLevels();
    this.#restingByBook.set(book, levels);
    levels.add(resting);
  }

  /** Counts an order out. */
  remove({ book, position, qty, resting }: SideShare): void {
    this.#count(position, -qty);
    const levels = this.#restingByBook.get(book);
    if (resting === null || levels === undefined) return;
    levels.remove(resting);
    if (levels.lowest === undefined) this.#restingByBook.delete(book);
  }

  /** Whether an order of another book, of the other side, at a price would meet one of these. */
  meets(side: Side, price: Price, book: BookId): boolean {
    for (const [owner, { lowest, highest }] of this.#restingByBook) {
      const best = side === 'buy' ? lowest : highest;
      if (owner !== book && best !== undefined && crosses(side, price, best)) return true;
    }
    return false;
  }

  #count(position: string, change: bigint): void {
    if (change === 0n) return;
    this.#qty += change;
    const qty = this.qtyOf(position) + change;
    if (qty === 0n) this.#byPosition.delete(position);
    else this.#byPosition.set(position, qty);
  }
}

/** Whether an order of a side that pays or takes a price would trade with one that rests. */
export function crosses(side: Side, price: Price, resting: Price): boolean {
  return side === 'buy' ? price >= resting : price <= resting;
}
