import { checkPeriod, checkValue } from './errors.ts';
import { isCount, readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';

/**
 * The extreme of a window, by a monotonic queue: an input that a later one beats can never be the
 * extreme again, so it is dropped, and the oldest that is left is the answer.
 */
export abstract class RollingExtreme implements Indicator {
  readonly warmUp: number;
  /** 1 for the highest, -1 for the lowest. */
  readonly #sign: 1 | -1;
  readonly #values: Float64Array;
  /** The number of each queued input, counted from the first. */
  readonly #numbers: Float64Array;
  #value = NaN;
  #count = 0;
  #head = 0;
  #size = 0;

  constructor(period: number, sign: 1 | -1) {
    checkPeriod(period);
    this.warmUp = period;
    this.#sign = sign;
    this.#values = new Float64Array(period);
    this.#numbers = new Float64Array(period);
  }

  get value(): number {
    return this.#value;
  }

  get isReady(): boolean {
    return this.#count >= this.warmUp;
  }

  update(value: number): number {
    this.#value = this.peek(value);
    if (this.#hasExpired(0)) {
      this.#head = this.#slot(1);
      this.#size -= 1;
    }
    while (this.#size > 0 && this.#isBeaten(this.#size - 1, value)) this.#size -= 1;
    const at = this.#slot(this.#size);
    this.#values[at] = value;
    this.#numbers[at] = this.#count;
    this.#size += 1;
    this.#count += 1;
    return this.#value;
  }

  peek(value: number): number {
    checkValue(value);
    const first = this.#hasExpired(0) ? 1 : 0;
    if (first >= this.#size || this.#isBeaten(first, value)) return value;
    return this.#values[this.#slot(first)] ?? value;
  }

  abstract fork(): RollingExtreme;

  /** What is queued, oldest first: how many inputs ago each came, and the input. */
  exportState(): readonly number[] {
    const state = [this.warmUp, Math.min(this.#count, this.warmUp)];
    for (let place = 0; place < this.#size; place += 1) {
      const at = this.#slot(place);
      state.push(this.#count - (this.#numbers[at] ?? 0), this.#values[at] ?? 0);
    }
    return state;
  }

  importState(state: unknown): void {
    const [, count = 0, ...queued] = readState('Highest or Lowest', state, (numbers) => {
      return this.#isOwn(numbers);
    });
    this.#count = count;
    this.#head = 0;
    this.#size = queued.length / 2;
    for (let place = 0; place < this.#size; place += 1) {
      this.#numbers[place] = count - (queued[2 * place] ?? 0);
      this.#values[place] = queued[2 * place + 1] ?? 0;
    }
    this.#value = queued[1] ?? NaN;
  }

  /** Takes the state of another one of the same period. */
  protected take(other: RollingExtreme): void {
    this.#values.set(other.#values);
    this.#numbers.set(other.#numbers);
    this.#value = other.#value;
    this.#count = other.#count;
    this.#head = other.#head;
    this.#size = other.#size;
  }

  /** Ages fall to 1 and values get less extreme, or what is queued is none of its own. */
  #isOwn([period, count = 0, ...queued]: readonly number[]): boolean {
    if (period !== this.warmUp || !isCount(count, this.warmUp)) return false;
    if (queued.length % 2 === 1 || (queued.at(-2) ?? 0) !== Math.min(count, 1)) return false;
    let [older, beaten] = [count + 1, Infinity * this.#sign];
    for (let at = 0; at < queued.length; at += 2) {
      const [age = 0, value = 0] = queued.slice(at, at + 2);
      if (!isCount(age, older - 1) || this.#sign * (beaten - value) <= 0) return false;
      [older, beaten] = [age, value];
    }
    return true;
  }

  #slot(place: number): number {
    const at = this.#head + place;
    return at < this.warmUp ? at : at - this.warmUp;
  }

  #hasExpired(place: number): boolean {
    if (this.#size === 0) return false;
    return (this.#numbers[this.#slot(place)] ?? 0) <= this.#count - this.warmUp;
  }

  #isBeaten(place: number, value: number): boolean {
    return this.#sign * (value - (this.#values[this.#slot(place)] ?? 0)) >= 0;
  }
}
