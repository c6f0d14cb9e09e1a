import {
  assert,
  brand,
  type InstrumentId,
  type Price,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import { restateBar, type Adjustment, type Bar, type PlacedAdjustment } from 'argosy/domain';

/** What is kept of a bar: these columns, in this order. Specification and instrument are the ring's. */
const COLUMNS = 14;
/** How many bars there is room for at first; it doubles up to the capacity. */
const ROWS_AT_FIRST = 16;

/**
 * The last bars of one specification, up to a capacity; the oldest leave first. They are kept as
 * numbers, not as objects: an object that is looked at a thousand bars later has grown old in
 * between, and a run over many series would fill the heap with bars nobody will ever ask for.
 *
 * @example
 * const ring = new BarRing(bar, 1000);
 * ring.at(0); // the newest
 */
export class BarRing {
  readonly capacity: number;
  #latest: Bar;
  #columns: Float64Array;
  #size = 0;
  /** Where the next bar goes, which is where the oldest one is once the ring is full. */
  #next = 0;
  #pushed = 0;
  /** What has said the series anew; `place` is how many bars had come before. */
  #adjustments: PlacedAdjustment[] = [];

  /** A ring of the series of `first`, which is its first bar. */
  constructor(first: Bar, capacity: number) {
    assert(Number.isSafeInteger(capacity) && capacity > 0, `a ring of ${capacity} bars`);
    this.capacity = capacity;
    this.#latest = first;
    this.#columns = new Float64Array(Math.min(ROWS_AT_FIRST, capacity) * COLUMNS);
    this.push(first);
  }

  /** Whose bars they are. */
  get instrument(): InstrumentId {
    return this.#latest.instrument;
  }

  /** How many bars it holds. */
  get size(): number {
    return this.#size;
  }

  /** How many bytes its bars take; never more than a full ring's. */
  get bytes(): number {
    return this.#columns.byteLength;
  }

  /** Adds a bar as the newest. */
  push(bar: Bar): void {
    assert(bar.spec === this.#latest.spec, `a bar of ${bar.spec} among ${this.#latest.spec}`);
    if (this.#next * COLUMNS === this.#columns.length) this.#grow();
    writeBar(bar, this.#columns, this.#next * COLUMNS);
    this.#latest = bar;
    this.#next = this.#next + 1 === this.capacity ? 0 : this.#next + 1;
    if (this.#size < this.capacity) this.#size += 1;
    this.#pushed += 1;
  }

  /** The bars so far are said anew. They are kept as they came, so that each is rounded only once. */
  restate(adjustment: Adjustment): void {
    const oldest = this.#pushed - this.#size;
    this.#adjustments = this.#adjustments.filter(({ place }) => place > oldest);
    this.#adjustments.push({ adjustment, place: this.#pushed });
  }

  /** The bar `ago` places back; 0 is the newest. */
  at(ago: number): Bar | undefined {
    if (!Number.isSafeInteger(ago) || ago < 0 || ago >= this.#size) return undefined;
    const isAsItCame = this.#adjustments.length === 0;
    if (ago === 0 && isAsItCame) return this.#latest;
    const place = this.#next - 1 - ago;
    const row = place < 0 ? place + this.#size : place;
    const bar = readBar(this.#latest, this.#columns, row * COLUMNS);
    return isAsItCame ? bar : restateBar(bar, this.#pushed - 1 - ago, this.#adjustments);
  }

  /** The bars as they are now, oldest first. */
  all(): readonly Bar[] {
    const bars: Bar[] = [];
    for (let ago = this.#size - 1; ago >= 0; ago -= 1) {
      const bar = this.at(ago);
      if (bar !== undefined) bars.push(bar);
    }
    return bars;
  }

  #grow(): void {
    const rows = Math.min((this.#columns.length / COLUMNS) * 2, this.capacity);
    const larger = new Float64Array(rows * COLUMNS);
    larger.set(this.#columns);
    this.#columns = larger;
  }
}

function writeBar(bar: Bar, columns: Float64Array, from: number): void {
  columns[from] = bar.eventAt;
  columns[from + 1] = bar.nanos;
  columns[from + 2] = bar.availableAt;
  columns[from + 3] = bar.sourceSequence;
  columns[from + 4] = bar.opensAt;
  columns[from + 5] = bar.closesAt;
  columns[from + 6] = bar.open;
  columns[from + 7] = bar.high;
  columns[from + 8] = bar.low;
  columns[from + 9] = bar.close;
  columns[from + 10] = bar.volume;
  columns[from + 11] = bar.bid ?? Number.NaN;
  columns[from + 12] = bar.ask ?? Number.NaN;
  columns[from + 13] = bar.revision;
}

function readBar({ instrument, spec }: Bar, columns: Float64Array, from: number): Bar {
  const number = (column: number): number => columns[from + column] ?? Number.NaN;
  const price = (column: number): Price => brand<Price>(number(column));
  const touch = (column: number): Price | null =>
    Number.isNaN(number(column)) ? null : price(column);
  return {
    kind: 'bar',
    instrument,
    eventAt: brand<Timestamp>(number(0)),
    nanos: number(1),
    availableAt: brand<Timestamp>(number(2)),
    sourceSequence: number(3),
    spec,
    opensAt: brand<Timestamp>(number(4)),
    closesAt: brand<Timestamp>(number(5)),
    open: price(6),
    high: price(7),
    low: price(8),
    close: price(9),
    volume: brand<Quantity>(number(10)),
    bid: touch(11),
    ask: touch(12),
    revision: number(13),
  };
}
