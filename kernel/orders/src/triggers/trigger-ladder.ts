import { assert } from 'argosy/core';

import type { TriggerEntry } from './trigger-watch.ts';

/**
 * The entries of one line and direction, the next to fire last. Sorted arrays: a price that fires
 * nothing costs a comparison, coming and going a binary search and a move of memory.
 */
export class TriggerLadder<Item> {
  readonly #turned: number[] = [];
  readonly #entries: TriggerEntry<Item>[] = [];

  /** The turned price of the next entry to fire; minus infinity where there is none. */
  get next(): number {
    return this.#turned.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** Takes an entry in. */
  add(entry: TriggerEntry<Item>): void {
    const at = this.#placeOf(entry);
    this.#turned.splice(at, 0, entry.turned);
    this.#entries.splice(at, 0, entry);
  }

  /** Takes an entry out. */
  remove(entry: TriggerEntry<Item>): void {
    const at = this.#placeOf(entry);
    assert(this.#entries[at] === entry, 'an entry is taken out of the ladder it is in');
    this.#turned.splice(at, 1);
    this.#entries.splice(at, 1);
  }

  /** Adds what a price fires to `met`; what it takes two prices for fires if the one before met it too. */
  meet(turnedPrice: number, count: number, met: TriggerEntry<Item>[]): void {
    for (let at = this.#entries.length - 1; at >= 0; at -= 1) {
      const entry = this.#entries[at];
      if (entry === undefined || entry.turned < turnedPrice) return;
      const wasMet = entry.metAt === count - 1 && count > 1;
      entry.metAt = count;
      if (wasMet || !entry.watch.isDouble) met.push(entry);
    }
  }

  /** The first place whose entry comes behind or is this one: of equal prices the earlier fires first. */
  #placeOf({ turned, place }: TriggerEntry<Item>): number {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#turned[middle] ?? 0;
      const isBefore =
        other < turned || (other === turned && (this.#entries[middle]?.place ?? 0) > place);
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
