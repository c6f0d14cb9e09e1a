import { assert } from 'argosy/core';

import { TriggerRow } from './trigger-row.ts';
import { TriggerEntry, type TriggerLine, type TriggerWatch } from './trigger-watch.ts';

/** How many prices a book may wait for at once. */
export const TRIGGERS_MAX = 1_000_000;

/**
 * Prices that are waited for, by instrument, line and direction. A price of an instrument for which
 * nothing waits costs one comparison, one that fires nothing two.
 *
 * @example
 * const entry = book.place({ instrument, line: 'ask', direction: 'rise', level: 10_050, isDouble: false }, id);
 * book.meet(instrument, 'ask', 10_055, met); // met: [entry]; it fires again until it is taken out
 * book.remove(entry);
 */
export class TriggerBook<Item> {
  readonly #rows: (TriggerRow<Item> | undefined)[];
  #placed = 0;
  #size = 0;

  /** `instruments` is how many there are. */
  constructor(instruments: number) {
    this.#rows = Array.from({ length: instruments });
  }

  /** How many prices it waits for. */
  get size(): number {
    return this.#size;
  }

  /** Whether anything waits for a price of an instrument. */
  isWatching(instrument: number): boolean {
    return this.#rows[instrument] !== undefined;
  }

  /** Waits for a price. Of equal prices the one placed first fires first. */
  place(watch: TriggerWatch, item: Item): TriggerEntry<Item> {
    assert(this.#size < TRIGGERS_MAX, `no more than ${TRIGGERS_MAX} prices are waited for`);
    const entry = new TriggerEntry(watch, item, this.#placed);
    const row = (this.#rows[watch.instrument] ??= new TriggerRow<Item>());
    row.add(entry);
    this.#placed += 1;
    this.#size += 1;
    return entry;
  }

  /** Waits for it no longer. */
  remove(entry: TriggerEntry<Item>): void {
    const { instrument } = entry.watch;
    const row = this.#rows[instrument];
    assert(row !== undefined, 'an entry is taken out of the book it is in');
    row.remove(entry);
    this.#size -= 1;
    if (row.size === 0) this.#rows[instrument] = undefined;
  }

  /**
   * Adds what a price fires to `met`, per direction the nearest first. What has fired stays until it is
   * taken out, and fires again with the next price that is there or beyond. NaN fires nothing.
   */
  meet(instrument: number, line: TriggerLine, price: number, met: TriggerEntry<Item>[]): void {
    this.#rows[instrument]?.meet(line, price, met);
  }

  /** Whether an entry waits only for the second of its two prices. */
  isArmed(entry: TriggerEntry<Item>): boolean {
    return this.#rows[entry.watch.instrument]?.isArmed(entry) ?? false;
  }

  /** Has an entry wait only for the second of its two prices, as after a restart. */
  arm(entry: TriggerEntry<Item>): void {
    this.#rows[entry.watch.instrument]?.arm(entry);
  }
}
