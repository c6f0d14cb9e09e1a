import type { MarketData } from 'argosy/domain';

import { EntryLinks, grownInts, NO_ENTRY } from './entry-chain.ts';

const ROOM_AT_FIRST = 256;

/**
 * The entries of a queue as columns: nothing is made for an entry, and one that has left is used again. It grows
 * to the most there has been.
 */
export class EntryTable {
  /** Links of the lanes an entry waits in. */
  readonly lanes: EntryLinks = new EntryLinks(ROOM_AT_FIRST);
  /** Links of the chain of what later values stand for. */
  readonly superseded: EntryLinks = new EntryLinks(ROOM_AT_FIRST);
  readonly #data: (MarketData | undefined)[] = [];
  #slots: Int32Array = new Int32Array(ROOM_AT_FIRST);
  #instruments: Int32Array = new Int32Array(ROOM_AT_FIRST);
  #marks: Uint8Array = new Uint8Array(ROOM_AT_FIRST);
  #orders: Float64Array = new Float64Array(ROOM_AT_FIRST);
  #offeredAt: Float64Array = new Float64Array(ROOM_AT_FIRST);
  #free: Int32Array = new Int32Array(ROOM_AT_FIRST);
  #freeCount = 0;
  #used = 0;

  /** How many entries there is room for without growing. */
  get room(): number {
    return this.#marks.length;
  }

  /** A new entry. */
  make(datum: MarketData, instrument: number, slot: number): number {
    const entry = this.#freeCount > 0 ? this.#reuse() : this.#extend();
    this.#data[entry] = datum;
    this.#instruments[entry] = instrument;
    this.#slots[entry] = slot;
    this.#marks[entry] = 0;
    return entry;
  }

  /** Gives an entry back; it holds its datum no longer. */
  free(entry: number): void {
    this.#data[entry] = undefined;
    this.#free[this.#freeCount] = entry;
    this.#freeCount += 1;
  }

  datum(entry: number): MarketData | undefined {
    return this.#data[entry];
  }

  setDatum(entry: number, datum: MarketData): void {
    this.#data[entry] = datum;
  }

  instrument(entry: number): number {
    return this.#instruments[entry] ?? NO_ENTRY;
  }

  slot(entry: number): number {
    return this.#slots[entry] ?? NO_ENTRY;
  }

  /** When it was put behind all others of then: a number that only rises. */
  order(entry: number): number {
    return this.#orders[entry] ?? 0;
  }

  setOrder(entry: number, order: number): void {
    this.#orders[entry] = order;
  }

  offeredAt(entry: number): number {
    return this.#offeredAt[entry] ?? 0;
  }

  setOfferedAt(entry: number, at: number): void {
    this.#offeredAt[entry] = at;
  }

  has(entry: number, mark: number): boolean {
    return ((this.#marks[entry] ?? 0) & mark) !== 0;
  }

  mark(entry: number, mark: number): void {
    this.#marks[entry] = (this.#marks[entry] ?? 0) | mark;
  }

  #reuse(): number {
    this.#freeCount -= 1;
    return this.#free[this.#freeCount] ?? NO_ENTRY;
  }

  #extend(): number {
    if (this.#used === this.room) this.#grow(this.room * 2);
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(room: number): void {
    this.lanes.grow(room);
    this.superseded.grow(room);
    this.#slots = grownInts(this.#slots, room);
    this.#instruments = grownInts(this.#instruments, room);
    const marks = new Uint8Array(room);
    marks.set(this.#marks);
    this.#marks = marks;
    this.#orders = grownFloats(this.#orders, room);
    this.#offeredAt = grownFloats(this.#offeredAt, room);
    this.#free = grownInts(this.#free, room);
  }
}

function grownFloats(column: Float64Array, room: number): Float64Array {
  const larger = new Float64Array(room);
  larger.set(column);
  return larger;
}
