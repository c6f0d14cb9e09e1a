import { toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';
import { RING, RING_MASK, type CandleRing } from './candle-ring.ts';

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
  readonly #bars: CandleRing;
  /** Of the last candles, each where the bars have it. */
  readonly #means: Float64Array = new Float64Array(RING).fill(NaN);
  #total = 0;
  #marked = 0;

  constructor(name: MeanName, bars: CandleRing) {
    this.name = name;
    this.#period = meanPeriods[name];
    this.#bars = bars;
  }

  /** What the candles before the one of so many bars ago measured; NaN where there are too few. */
  at(age: number): number {
    return this.#means[(this.#bars.count - age) & RING_MASK] ?? NaN;
  }

  /** Takes in the candle that the bars have just taken in. */
  take(): void {
    const period = this.#period;
    const { count } = this.#bars;
    this.#means[count & RING_MASK] = count > period ? this.#total / period : NaN;
    if (count % period === 0) this.#total = this.#sum();
    else if (count > period) this.#total += this.#sizeOf(0) - this.#sizeOf(period);
    else this.#total += this.#sizeOf(0);
  }

  /** Notes where it stands. What one more candle writes over is older than anything that is read. */
  mark(): void {
    this.#marked = this.#total;
  }

  /** Stands where it was marked, one candle ago at most. */
  undo(): void {
    this.#total = this.#marked;
  }

  /** Adds what it remembers. */
  write(into: StateNumber[]): void {
    into.push(toStateNumber(this.#total));
    for (let age = 0; age < this.#bars.kept; age += 1) into.push(toStateNumber(this.at(age)));
  }

  /** Takes back what `write` added. */
  read(from: StateReader): void {
    this.#total = from.next();
    for (let age = 0; age < this.#bars.kept; age += 1) {
      this.#means[(this.#bars.count - age) & RING_MASK] = from.next();
    }
  }

  #sum(): number {
    let sum = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) sum += this.#sizeOf(age);
    return sum;
  }

  #sizeOf(age: number): number {
    const bars = this.#bars;
    if (this.name === 'bodies') return bars.body(age);
    if (this.name === 'shadows') return bars.upperShadow(age) + bars.lowerShadow(age);
    return bars.high(age) - bars.low(age);
  }
}
