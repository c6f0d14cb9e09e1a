import { assert } from 'argosy/core';

const ROWS_AT_FIRST = 16;

/**
 * The last rows of numbers, up to a capacity; the oldest leave first. Numbers and not objects: what is looked at a
 * thousand rows later would have grown old on the heap by then. Memory grows with use.
 */
export class ColumnRing {
  readonly #columns: number;
  readonly #capacity: number;
  #cells: Float64Array;
  #size = 0;
  /** The row that is written next, which is the oldest once the ring is full. */
  #next = 0;

  constructor(columns: number, capacity: number) {
    assert(columns > 0, 'a ring without columns');
    assert(capacity > 0, 'a ring without rows');
    this.#columns = columns;
    this.#capacity = capacity;
    this.#cells = new Float64Array(Math.min(ROWS_AT_FIRST, capacity) * columns);
  }

  /** How many rows it holds. */
  get size(): number {
    return this.#size;
  }

  /** How many bytes its rows take; never more than a full ring's. */
  get bytes(): number {
    return this.#cells.byteLength;
  }

  /** Adds a row as the newest; its cells are to be set. */
  push(): void {
    if (this.#size === this.#next && this.#next * this.#columns === this.#cells.length)
      this.#grow();
    this.#next = this.#next + 1 === this.#capacity ? 0 : this.#next + 1;
    if (this.#size < this.#capacity) this.#size += 1;
  }

  /** Sets a cell of the newest row. */
  set(column: number, value: number): void {
    this.#cells[this.#offset(0) + column] = value;
  }

  /** A cell of the row `ago` places back; 0 is the newest. */
  get(ago: number, column: number): number {
    assert(ago < this.#size, `row ${ago} of ${this.#size}`);
    return this.#cells[this.#offset(ago) + column] ?? Number.NaN;
  }

  #offset(ago: number): number {
    const row = this.#next - 1 - ago;
    return (row < 0 ? row + this.#capacity : row) * this.#columns;
  }

  #grow(): void {
    const rows = Math.min(this.#next * 2, this.#capacity);
    const larger = new Float64Array(rows * this.#columns);
    larger.set(this.#cells);
    this.#cells = larger;
  }
}
