import { checkPeriod, checkValue } from './errors.ts';
import { readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';
import { runBatch } from './run-batch.ts';

/**
 * Population standard deviation of the last `period` inputs, or of all so far while they are fewer.
 *
 * The window is summed anew at each input, as in `Sma`: a running sum of squares would lose the
 * small deviations of large prices.
 *
 * @example
 * const deviation = new StandardDeviation(2);
 * deviation.update(10); // 0
 * deviation.update(14); // 2
 */
export class StandardDeviation implements Indicator {
  readonly warmUp: number;
  readonly #window: Float64Array;
  #value = NaN;
  /** Inputs in the window. */
  #count = 0;
  /** Where the next input goes; the oldest one stands there once the window is full. */
  #next = 0;

  constructor(period: number) {
    checkPeriod(period);
    this.warmUp = period;
    this.#window = new Float64Array(period);
  }

  get value(): number {
    return this.#value;
  }

  get isReady(): boolean {
    return this.#count === this.warmUp;
  }

  update(value: number): number {
    this.#value = this.peek(value);
    this.#window[this.#next] = value;
    this.#next = this.#next + 1 === this.warmUp ? 0 : this.#next + 1;
    if (this.#count < this.warmUp) this.#count += 1;
    return this.#value;
  }

  peek(value: number): number {
    checkValue(value);
    const kept = Math.min(this.#count, this.warmUp - 1);
    let sum = 0;
    for (let age = kept; age > 0; age -= 1) sum += this.#back(age);
    const mean = (sum + value) / (kept + 1);
    let squares = 0;
    for (let age = kept; age > 0; age -= 1) squares += (this.#back(age) - mean) ** 2;
    return Math.sqrt((squares + (value - mean) ** 2) / (kept + 1));
  }

  fork(): StandardDeviation {
    const copy = new StandardDeviation(this.warmUp);
    copy.#window.set(this.#window);
    copy.#value = this.#value;
    copy.#count = this.#count;
    copy.#next = this.#next;
    return copy;
  }

  /** The window, oldest first: it is all that a value depends on. */
  exportState(): readonly number[] {
    const kept = this.#window.subarray(0, this.#count);
    return [this.warmUp, ...kept.subarray(this.#next), ...kept.subarray(0, this.#next)];
  }

  importState(state: unknown): void {
    const { warmUp } = this;
    const [, ...inputs] = readState('StandardDeviation', state, ({ length, 0: period }) => {
      return period === warmUp && length <= warmUp + 1;
    });
    this.#value = NaN;
    this.#count = 0;
    this.#next = 0;
    for (const input of inputs) this.update(input);
  }

  #back(age: number): number {
    const at = this.#next - age;
    return this.#window[at < 0 ? at + this.warmUp : at] ?? 0;
  }
}

/** The values of a `StandardDeviation` over `values`; those before `period` inputs are running ones. */
export function standardDeviation(values: Float64Array, period: number): Float64Array {
  return runBatch(new StandardDeviation(period), values);
}
