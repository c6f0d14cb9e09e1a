import { toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';
import { RING, type CandleRing } from './candle-ring.ts';

/** What of candles is averaged: their bodies, both their shadows, or the whole range over 10 or 5 of them. */
export type MeanName = 'bodies' | 'shadows' | 'ranges' | 'lastRanges';

/** Over how many candles each average goes. */
export const meanPeriods: Readonly<Record<MeanName, number>> = {
  bodies: 10,
  shadows: 10,
  ranges: 10,
  lastRanges: 5,
};

/**
 * What the candles before each one measured on average; the candle itself is never part of that. The sum
 * is kept from candle to candle, and made anew each time a whole period has come.
 */
export class RangeMean {
  readonly name: MeanName;
  readonly #period: number;
  readonly #candles: CandleRing;
  /** The sizes of the last candles. */
  readonly #sizes: Float64Array;
  /** Of each candle, where the candles have it, the sum of the sizes before it. */
  readonly #sums: Float64Array;
  #total = 0;
  /** How many candles are left until the sum is made anew. */
  #until: number;
  readonly #marked = { total: 0, until: 0 };

  /** `room` is how many candles have a place of their own: none where it is not read. */
  constructor(name: MeanName, candles: CandleRing, room: number) {
    this.name = name;
    this.#period = meanPeriods[name];
    this.#until = this.#period;
    this.#candles = candles;
    this.#sizes = new Float64Array(RING);
    this.#sums = new Float64Array(room);
  }

  /** What the candles before the one of so many bars ago measured; NaN where there are too few. */
  at(age: number): number {
    return (this.#sums[this.#candles.placeOf(age)] ?? NaN) / this.#period;
  }

  /** Takes in the size of a candle that lies in a ring; it is the one of that number, counted from 1. */
  take(size: number, count: number): void {
    const period = this.#period;
    const place = (count - 1) & (RING - 1);
    const isFull = count > period;
    this.#sizes[place] = size;
    this.#sums[place] = isFull ? this.#total : NaN;
    this.#until -= 1;
    if (this.#until === 0) this.#total = this.#sum();
    else if (isFull) this.#total += size - (this.#sizes[(count - 1 - period) & (RING - 1)] ?? NaN);
    else this.#total += size;
  }

  /** Takes in all candles of whole columns, given their sizes: the same sums as one by one. */
  takeAll(sizes: Float64Array): void {
    const [period, sums] = [this.#period, this.#sums];
    let [total, until] = [0, period];
    for (let place = 0; place < sizes.length; place += 1) {
      sums[place] = place >= period ? total : NaN;
      until -= 1;
      if (until === 0) {
        until = period;
        total = 0;
        for (let at = place + 1 - period; at <= place; at += 1) total += sizes[at] ?? NaN;
      } else if (place >= period) total += (sizes[place] ?? NaN) - (sizes[place - period] ?? NaN);
      else total += sizes[place] ?? NaN;
    }
  }

  /** Notes where it stands. What one more candle writes over is older than anything that is read. */
  mark(): void {
    this.#marked.total = this.#total;
    this.#marked.until = this.#until;
  }

  /** Stands where it was marked, one candle ago at most. */
  undo(): void {
    this.#total = this.#marked.total;
    this.#until = this.#marked.until;
  }

  /** Adds what it remembers. */
  write(into: StateNumber[]): void {
    into.push(toStateNumber(this.#total));
    for (let age = 0; age < this.#candles.kept; age += 1) {
      const place = this.#candles.placeOf(age);
      into.push(toStateNumber(this.#sizes[place] ?? NaN), toStateNumber(this.#sums[place] ?? NaN));
    }
  }

  /** Takes back what `write` added. */
  read(from: StateReader): void {
    this.#total = from.next();
    this.#until = this.#period - (this.#candles.count % this.#period);
    for (let age = 0; age < this.#candles.kept; age += 1) {
      const place = this.#candles.placeOf(age);
      this.#sizes[place] = from.next();
      this.#sums[place] = from.next();
    }
  }

  #sum(): number {
    this.#until = this.#period;
    let sum = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) {
      sum += this.#sizes[this.#candles.placeOf(age)] ?? NaN;
    }
    return sum;
  }
}
