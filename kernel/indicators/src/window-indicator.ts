import { checkPeriod } from './errors.ts';
import { readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';

/**
 * An indicator whose value depends on its last `period` inputs alone, or on all so far while they are
 * fewer.
 *
 * The window is summed anew at each input, oldest first. It costs `period` additions, and in exchange
 * rounding errors never pile up, and one that was warmed up from any earlier day has the same bits.
 */
export abstract class WindowIndicator implements Indicator {
  readonly warmUp: number;
  readonly #name: string;
  readonly #window: Float64Array;
  #value = NaN;
  /** Inputs in the window. */
  #count = 0;
  /** Where the next input goes; the oldest one stands there once the window is full. */
  #next = 0;

  /** `name` is what a state that is none of its own is refused by. */
  constructor(name: string, period: number) {
    checkPeriod(period);
    this.#name = name;
    this.warmUp = period;
    this.#window = new Float64Array(period);
  }

  abstract peek(value: number): number;
  abstract fork(): Indicator;

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

  /** The window, oldest first: it is all that a value depends on. */
  exportState(): readonly number[] {
    const kept = this.#window.subarray(0, this.#count);
    return [this.warmUp, ...kept.subarray(this.#next), ...kept.subarray(0, this.#next)];
  }

  importState(state: unknown): void {
    const { warmUp } = this;
    const [, ...inputs] = readState(this.#name, state, ({ length, 0: period }) => {
      return period === warmUp && length <= warmUp + 1;
    });
    this.#value = NaN;
    this.#count = 0;
    this.#next = 0;
    for (const input of inputs) this.update(input);
  }

  /** How many inputs are left of the window once another one comes. */
  protected get kept(): number {
    return Math.min(this.#count, this.warmUp - 1);
  }

  /** The sum of those. */
  protected sumOfKept(): number {
    if (this.#count < this.warmUp) return this.#sumOf(0, this.#count, 0);
    return this.#sumOf(0, this.#next, this.#sumOf(this.#next + 1, this.warmUp, 0));
  }

  /** The sum of the squares of their distances from a value. */
  protected squaresOfKept(from: number): number {
    let squares = 0;
    for (let age = this.kept; age > 0; age -= 1) squares += (this.#back(age) - from) ** 2;
    return squares;
  }

  /** Takes over the inputs of another one of the same period. */
  protected copy(other: WindowIndicator): this {
    this.#window.set(other.#window);
    this.#value = other.#value;
    this.#count = other.#count;
    this.#next = other.#next;
    return this;
  }

  #sumOf(from: number, to: number, start: number): number {
    let sum = start;
    for (let at = from; at < to; at += 1) sum += this.#window[at] ?? 0;
    return sum;
  }

  #back(age: number): number {
    const at = this.#next - age;
    return this.#window[at < 0 ? at + this.warmUp : at] ?? 0;
  }
}
