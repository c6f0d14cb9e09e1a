import { assert } from 'argosy/core';

import { quantileOf } from './buckets.ts';

/** Something that only grows. */
export class Counter {
  // One number in a typed array is written in place; a field may be a box that is made anew.
  readonly #value = new Float64Array(1);

  /** How much it has come to. */
  get value(): number {
    return this.#value[0] ?? 0;
  }

  /** Adds to it; less than nothing is a bug. */
  add(amount = 1): void {
    if (!(amount >= 0)) failAmount(amount);
    this.#value[0] = (this.#value[0] ?? 0) + amount;
  }
}

/** Something that rises and falls. */
export class Gauge {
  readonly #value = new Float64Array(1);

  /** Where it stands. */
  get value(): number {
    return this.#value[0] ?? 0;
  }

  /** Puts it somewhere. */
  set(value: number): void {
    this.#value[0] = value;
  }

  /** Moves it; a negative amount moves it down. */
  add(amount: number): void {
    this.#value[0] = (this.#value[0] ?? 0) + amount;
  }
}

/**
 * How observations are spread, over fixed buckets. Observing looks a bucket up among a few dozen and allocates
 * nothing.
 *
 * @example
 * latency.observe(micros / 1e6);
 * latency.quantile(0.99);
 */
export class Histogram {
  /** Upper bounds of the buckets, rising. */
  readonly bounds: readonly number[];
  readonly #uppers: Float64Array;
  readonly #uppersMicros: Float64Array;
  readonly #counts: Float64Array;
  readonly #sum = new Float64Array(1);

  constructor(bounds: readonly number[]) {
    assert(bounds.length > 0, 'a histogram without buckets');
    this.bounds = bounds;
    this.#uppers = Float64Array.from(bounds);
    // A bound such as 5e-6 is 5 microseconds, though the product is not quite.
    this.#uppersMicros = Float64Array.from(bounds, (bound) =>
      Number((bound * 1e6).toPrecision(12)),
    );
    this.#counts = new Float64Array(bounds.length + 1);
  }

  /** The sum of all observations. */
  get sum(): number {
    return this.#sum[0] ?? 0;
  }

  /** How many observations there were. */
  get count(): number {
    let count = 0;
    for (const each of this.#counts) count += each;
    return count;
  }

  /** How many fell into each bucket; the last is what lies above every bound. Do not write to it. */
  get counts(): ArrayLike<number> {
    return this.#counts;
  }

  /** Takes an observation; one below zero, as from a clock that was set back, counts as zero. */
  observe(value: number): void {
    if (value !== value) failAmount(value);
    const seen = value > 0 ? value : 0;
    const place = placeOf(this.#uppers, seen);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum[0] = (this.#sum[0] ?? 0) + seen;
  }

  /**
   * The same of a span in microseconds, in a histogram of seconds. A small whole number is handed on as it is, where
   * a part of a second would be boxed.
   */
  observeMicros(micros: number): void {
    if (micros !== micros) failAmount(micros);
    const seen = micros > 0 ? micros : 0;
    const place = placeOf(this.#uppersMicros, seen);
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#sum[0] = (this.#sum[0] ?? 0) + seen / 1e6;
  }

  /** Takes what was observed elsewhere, over the same buckets; counts beyond them are left out. */
  add(counts: ArrayLike<number>, sum: number): void {
    if (!(sum >= 0)) failAmount(sum);
    const places = Math.min(counts.length, this.#counts.length);
    for (let place = 0; place < places; place += 1) {
      this.#counts[place] = (this.#counts[place] ?? 0) + Math.max(0, counts[place] ?? 0);
    }
    this.#sum[0] = (this.#sum[0] ?? 0) + sum;
  }

  /** The value that a part of all observations does not pass; see `quantileOf`. */
  quantile(q: number): number {
    return quantileOf({ bounds: this.bounds, counts: this.#counts }, q);
  }
}

/** The first bucket that has room for a value; the one behind the last for what lies above all. */
function placeOf(uppers: Float64Array, value: number): number {
  let low = 0;
  let high = uppers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (uppers[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Apart from the hot path, which then builds no message. */
function failAmount(amount: number): never {
  assert(false, `a metric was given ${amount}`);
}
