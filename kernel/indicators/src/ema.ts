import { checkPeriod, checkValue } from './errors.ts';
import { isCount, readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';
import { runBatch } from './run-batch.ts';

/** What an EMA starts from: its first input, or the mean of its first `period` inputs. */
export type EmaSeed = 'first' | 'sma';

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
export class Ema implements Indicator {
  readonly warmUp: number;
  readonly #seed: EmaSeed;
  readonly #alpha: number;
  readonly #remainder: number;
  #value = NaN;
  /** Inputs so far; it stops counting at `warmUp`. */
  #count = 0;
  /** Sum of the inputs so far, kept only while it seeds. */
  #sum = 0;

  constructor(period: number, options: EmaOptions = {}) {
    checkPeriod(period);
    this.warmUp = period;
    this.#seed = options.seed ?? 'first';
    this.#alpha = 2 / (period + 1);
    this.#remainder = 1 - this.#alpha;
  }

  get value(): number {
    return this.#value;
  }

  get isReady(): boolean {
    return this.#count === this.warmUp;
  }

  update(value: number): number {
    this.#value = this.peek(value);
    if (this.#count < this.warmUp) {
      this.#count += 1;
      this.#sum += value;
    }
    return this.#value;
  }

  peek(value: number): number {
    checkValue(value);
    if (this.#count === 0) return value;
    if (this.#seed === 'sma' && this.#count < this.warmUp) {
      return (this.#sum + value) / (this.#count + 1);
    }
    return this.#alpha * value + this.#remainder * this.#value;
  }

  fork(): Ema {
    const copy = new Ema(this.warmUp, { seed: this.#seed });
    copy.#value = this.#value;
    copy.#count = this.#count;
    copy.#sum = this.#sum;
    return copy;
  }

  exportState(): readonly number[] {
    return [this.warmUp, this.#count, this.#sum, this.#count === 0 ? 0 : this.#value];
  }

  importState(state: unknown): void {
    const { warmUp } = this;
    const [, count = 0, sum = 0, value = 0] = readState('Ema', state, (numbers) => {
      return numbers.length === 4 && numbers[0] === warmUp && isCount(numbers[1], warmUp);
    });
    this.#count = count;
    this.#sum = sum;
    this.#value = count === 0 ? NaN : value;
  }
}

/** The values of an `Ema` over `values`, bit for bit; those before `period` inputs are running ones. */
export function ema(values: Float64Array, period: number, options: EmaOptions = {}): Float64Array {
  return runBatch(new Ema(period, options), values);
}
