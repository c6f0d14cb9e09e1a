import type { FillCause } from './signal-fills.ts';

/** A fill of a run: `qty` is above zero for a purchase and below for a sale. */
export type SignalFill = {
  readonly row: number;
  readonly qty: number;
  readonly price: number;
  /** What it was charged, in the smallest units of the money. */
  readonly fee: number;
  readonly cause: FillCause;
};

/** What turns a position, and an exit behind it. */
const FILLS_A_BAR = 3;

/** The fills of a run in columns that are made once. */
export class TradeLog {
  readonly #rows: Int32Array;
  readonly #qtys: Float64Array;
  readonly #prices: Float64Array;
  readonly #fees: Float64Array;
  readonly #causes: FillCause[] = [];
  #size = 0;
  #charges = 0;

  constructor(bars: number) {
    this.#rows = new Int32Array(bars * FILLS_A_BAR);
    this.#qtys = new Float64Array(bars * FILLS_A_BAR);
    this.#prices = new Float64Array(bars * FILLS_A_BAR);
    this.#fees = new Float64Array(bars * FILLS_A_BAR);
  }

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Forgets all. */
  clear(): void {
    this.#size = 0;
    this.#charges = 0;
  }

  /** Adds the next fill. */
  add({ row, qty, price, fee, cause }: SignalFill): void {
    this.#charges += fee;
    const at = this.#size;
    this.#rows[at] = row;
    this.#qtys[at] = qty;
    this.#prices[at] = price;
    this.#fees[at] = fee;
    this.#causes[at] = cause;
    this.#size = at + 1;
  }

  /** Adds one that a signal asked for, of which a search has millions: without an object. */
  addSignal(row: number, qty: number, price: number, fee: number): void {
    this.#charges += fee;
    const at = this.#size;
    this.#rows[at] = row;
    this.#qtys[at] = qty;
    this.#prices[at] = price;
    this.#fees[at] = fee;
    this.#causes[at] = 'signal';
    this.#size = at + 1;
  }

  /** What all of them were charged. */
  charges(): number {
    return this.#charges;
  }

  /** The fills as objects, in order. */
  *[Symbol.iterator](): Generator<SignalFill> {
    for (let at = 0; at < this.#size; at += 1) {
      yield {
        row: this.#rows[at] ?? 0,
        qty: this.#qtys[at] ?? 0,
        price: this.#prices[at] ?? 0,
        fee: this.#fees[at] ?? 0,
        cause: this.#causes[at] ?? 'signal',
      };
    }
  }
}
