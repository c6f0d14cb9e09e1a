import { runBatch } from './run-batch.ts';
import { SeededAverage, type AverageSeed } from './seeded-average.ts';

/** What an EMA starts from: its first input, or the mean of its first `period` inputs. */
export type EmaSeed = AverageSeed;

/** Settings of an EMA. */
export type EmaOptions = {
  /** `first` unless told. */
  readonly seed?: EmaSeed;
};

/**
 * Exponential moving average: `alpha * value + (1 - alpha) * previous` with `alpha = 2 / (period + 1)`.
 *
 * The products are rounded each, then added, in this very order, and never fused: other engines that
 * do the same agree to the last bit. With the seed `sma` the value is the mean of the inputs so far
 * until there are `period` of them.
 *
 * @example
 * const ema = new Ema(3);
 * ema.update(10); // 10
 * ema.update(20); // 15
 */
export class Ema extends SeededAverage {
  readonly #alpha: number;
  readonly #remainder: number;

  constructor(period: number, options: EmaOptions = {}) {
    super('Ema', period, options.seed ?? 'first');
    this.#alpha = 2 / (period + 1);
    this.#remainder = 1 - this.#alpha;
  }

  fork(): Ema {
    return new Ema(this.warmUp, { seed: this.seed }).copy(this);
  }

  protected next(before: number, value: number): number {
    return this.#alpha * value + this.#remainder * before;
  }
}

/** The values of an `Ema` over `values`, bit for bit; those before `period` inputs are running ones. */
export function ema(values: Float64Array, period: number, options: EmaOptions = {}): Float64Array {
  return runBatch(new Ema(period, options), values);
}
