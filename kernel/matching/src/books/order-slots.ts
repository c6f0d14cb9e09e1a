import { NO_LEVEL } from 'argosy/domain';

/** Numbers of one order lie side by side: eight of them are one line of a processor's cache. */
const WIDTH = 8;
const ID = 0;
const OWNER = 1;
const SHOWN = 2;
const HIDDEN = 3;
const PEAK = 4;
/** Sign × (level + 1). */
const PLACE = 5;
const BEFORE = 6;
const AFTER = 7;

/** The orders of a book, each a slot in one column of numbers: nothing is allocated for one. */
export class OrderSlots {
  #cells = new Float64Array(64 * WIDTH);
  /** Free slots hang together by `AFTER`. */
  #free = NO_LEVEL;
  #used = 0;

  /** A slot for a new order. */
  allot(id: number, owner: number): number {
    const slot = this.#free === NO_LEVEL ? this.#used++ : this.#free;
    if (slot === this.#free) this.#free = this.afterOf(slot);
    if (slot * WIDTH === this.#cells.length) this.#grow();
    this.#cells[slot * WIDTH + ID] = id;
    this.#cells[slot * WIDTH + OWNER] = owner;
    return slot;
  }

  /** Gives a slot back. */
  release(slot: number): void {
    this.#cells[slot * WIDTH + AFTER] = this.#free;
    this.#free = slot;
  }

  /** Forgets every order. */
  clear(): void {
    this.#free = NO_LEVEL;
    this.#used = 0;
  }

  idOf(slot: number): number {
    return this.#cells[slot * WIDTH + ID] ?? Number.NaN;
  }

  ownerOf(slot: number): number {
    return this.#cells[slot * WIDTH + OWNER] ?? Number.NaN;
  }

  /** What of an order others see, and trade with first. */
  shownOf(slot: number): number {
    return this.#cells[slot * WIDTH + SHOWN] ?? Number.NaN;
  }

  /** What stands behind that. */
  hiddenOf(slot: number): number {
    return this.#cells[slot * WIDTH + HIDDEN] ?? Number.NaN;
  }

  /** How large a part of what stands behind shows next. */
  peakOf(slot: number): number {
    return this.#cells[slot * WIDTH + PEAK] ?? Number.NaN;
  }

  /** The level of its side that it rests at. */
  levelOf(slot: number): number {
    return Math.abs(this.#cells[slot * WIDTH + PLACE] ?? 0) - 1;
  }

  signOf(slot: number): 1 | -1 {
    return (this.#cells[slot * WIDTH + PLACE] ?? 0) > 0 ? 1 : -1;
  }

  /** The order before it in its queue. */
  beforeOf(slot: number): number {
    return this.#cells[slot * WIDTH + BEFORE] ?? NO_LEVEL;
  }

  /** The order after it in its queue. */
  afterOf(slot: number): number {
    return this.#cells[slot * WIDTH + AFTER] ?? NO_LEVEL;
  }

  setShown(slot: number, qty: number): void {
    this.#cells[slot * WIDTH + SHOWN] = qty;
  }

  setHidden(slot: number, qty: number): void {
    this.#cells[slot * WIDTH + HIDDEN] = qty;
  }

  setPeak(slot: number, qty: number): void {
    this.#cells[slot * WIDTH + PEAK] = qty;
  }

  setPlace(slot: number, sign: 1 | -1, level: number): void {
    this.#cells[slot * WIDTH + PLACE] = sign * (level + 1);
  }

  setBefore(slot: number, other: number): void {
    this.#cells[slot * WIDTH + BEFORE] = other;
  }

  setAfter(slot: number, other: number): void {
    this.#cells[slot * WIDTH + AFTER] = other;
  }

  #grow(): void {
    const cells = new Float64Array(this.#cells.length * 2);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}
