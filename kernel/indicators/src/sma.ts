import { checkPeriod, checkValue } from './errors.ts';
import { readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';
import { runBatch } from './run-batch.ts';

/**
 * Simple moving average: the mean of the last `period` inputs, or of all so far while they are fewer.
 *
 * The window is summed anew at each input, oldest first. It costs `period` additions, and in exchange
 * the value depends on the window alone: rounding errors never pile up, and an average that was
 * warmed up from any earlier day has the same bits.
 *
 * @example
 * const sma = new Sma(2);
 * sma.update(10); // 10
 * sma.update(20); // 15
 * sma.update(40); // 30
 */
export class Sma implements Indicator {
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
    if (this.#count < this.warmUp) {
      return (this.#sumOf(0, this.#count) + value) / (this.#count + 1);
    }
    const older = this.#sumOf(this.#next + 1, this.warmUp);
    return (this.#sumOf(0, this.#next, older) + value) / this.warmUp;
  }

  fork(): Sma {
    const copy = new Sma(this.warmUp);
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
    const [, ...inputs] = readState('Sma', state, ({ length, 0: period }) => {
      return period === warmUp && length <= warmUp + 1;
    });
    this.#value = NaN;
    this.#count = 0;
    this.#next = 0;
    for (const input of inputs) this.update(input);
  }

  #sumOf(from: number, to: number, start = 0): number {
    let sum = start;
    for (let at = from; at < to; at += 1) sum += this.#window[at] ?? 0;
    return sum;
  }
}

/** The values of an `Sma` over `values`, bit for bit; those before `period` inputs are running ones. */
export function sma(values: Float64Array, period: number): Float64Array {
  return runBatch(new Sma(period), values);
}
