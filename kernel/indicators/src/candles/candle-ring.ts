import { Part, toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';

/** How many candles are kept: more than the oldest that a pattern or an average reads, and a power of 2. */
export const RING = 16;
/** Which way a candle goes, a gap, or a pattern: up or down. */
export type Way = 1 | -1;

/** Columns of candles, all of one length. */
export type CandleColumns = readonly [
  opens: Float64Array,
  highs: Float64Array,
  lows: Float64Array,
  closes: Float64Array,
];

/**
 * The last candles, and what of them is plain to see. An age counts candles back; 0 is the newest. They
 * lie in a ring, or in whole columns that are there already.
 */
export class CandleRing extends Part {
  readonly #opens: Float64Array;
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  readonly #closes: Float64Array;
  /** Takes the number of a candle to its place: all bits where each has a place of its own. */
  readonly #mask: number;
  #count = 0;
  #marked = 0;

  constructor(columns?: CandleColumns) {
    super();
    this.#opens = columns?.[0] ?? new Float64Array(RING);
    this.#highs = columns?.[1] ?? new Float64Array(RING);
    this.#lows = columns?.[2] ?? new Float64Array(RING);
    this.#closes = columns?.[3] ?? new Float64Array(RING);
    this.#mask = columns === undefined ? RING - 1 : -1;
  }

  /** How many candles there were. */
  get count(): number {
    return this.#count;
  }

  /** How many of them a state is made of: what one more candle writes over is older than all of these. */
  get kept(): number {
    return Math.min(this.#count, RING - 1);
  }

  /** Where the candle of that age lies. */
  placeOf(age: number): number {
    return (this.#count - 1 - age) & this.#mask;
  }

  /** Goes on to the next candle. */
  next(): void {
    this.#count += 1;
  }

  /** Takes the next candle in. */
  push(open: number, high: number, low: number, close: number): void {
    this.#count += 1;
    const place = (this.#count - 1) & this.#mask;
    this.#opens[place] = open;
    this.#highs[place] = high;
    this.#lows[place] = low;
    this.#closes[place] = close;
  }

  open(age: number): number {
    return this.#opens[(this.#count - 1 - age) & this.#mask] ?? NaN;
  }

  high(age: number): number {
    return this.#highs[(this.#count - 1 - age) & this.#mask] ?? NaN;
  }

  low(age: number): number {
    return this.#lows[(this.#count - 1 - age) & this.#mask] ?? NaN;
  }

  close(age: number): number {
    return this.#closes[(this.#count - 1 - age) & this.#mask] ?? NaN;
  }

  /** Up where it closed no lower than it opened: white. Down is black. */
  way(age: number): Way {
    return this.close(age) >= this.open(age) ? 1 : -1;
  }

  isWhite(age: number): boolean {
    return this.close(age) >= this.open(age);
  }

  isBlack(age: number): boolean {
    return this.close(age) < this.open(age);
  }

  /** The upper end of the body. */
  top(age: number): number {
    return Math.max(this.open(age), this.close(age));
  }

  /** The lower end of the body. */
  bottom(age: number): number {
    return Math.min(this.open(age), this.close(age));
  }

  body(age: number): number {
    return Math.abs(this.close(age) - this.open(age));
  }

  upperShadow(age: number): number {
    return this.high(age) - this.top(age);
  }

  lowerShadow(age: number): number {
    return this.bottom(age) - this.low(age);
  }

  /** Whether a body lies beyond another, on that side of it. */
  bodyGaps(age: number, from: number, way: Way): boolean {
    return way > 0 ? this.bottom(age) > this.top(from) : this.top(age) < this.bottom(from);
  }

  /** Whether a candle lies beyond another with its shadows. */
  gaps(age: number, from: number, way: Way): boolean {
    return way > 0 ? this.low(age) > this.high(from) : this.high(age) < this.low(from);
  }

  /** Whether a price lies inside a body, not at its ends. */
  isInBody(price: number, age: number): boolean {
    return price < this.top(age) && price > this.bottom(age);
  }

  /** Whether a body lies inside another, apart from both its ends. */
  isBodyWithin(age: number, other: number): boolean {
    return this.top(age) < this.top(other) && this.bottom(age) > this.bottom(other);
  }

  override mark(): void {
    this.#marked = this.#count;
  }

  override undo(): void {
    this.#count = this.#marked;
  }

  override write(into: StateNumber[]): void {
    into.push(this.#count);
    for (const prices of this.#columns()) {
      for (let age = 0; age < this.kept; age += 1) {
        into.push(toStateNumber(prices[(this.#count - 1 - age) & this.#mask] ?? NaN));
      }
    }
  }

  override read(from: StateReader): void {
    this.#count = from.nextCount(Number.MAX_SAFE_INTEGER);
    for (const prices of this.#columns()) {
      for (let age = 0; age < this.kept; age += 1) {
        prices[(this.#count - 1 - age) & this.#mask] = from.next();
      }
    }
  }

  #columns(): readonly Float64Array[] {
    return [this.#opens, this.#highs, this.#lows, this.#closes];
  }
}
