import { checkPeriod, checkValue } from './errors.ts';
import { isCount, readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';

/** What an average starts from: its first input, or the mean of its first `period` inputs. */
export type AverageSeed = 'first' | 'sma';

/** An average that is made of the one before it and the next input, once it has a beginning. */
export abstract class SeededAverage implements Indicator {
  readonly warmUp: number;
  protected readonly seed: AverageSeed;
  readonly #name: string;
  #value = NaN;
  /** Inputs so far; it stops counting at `warmUp`. */
  #count = 0;
  /** Sum of the inputs so far, kept only while it seeds. */
  #sum = 0;

  /** `name` is what a state that is none of its own is refused by. */
  constructor(name: string, period: number, seed: AverageSeed) {
    checkPeriod(period);
    this.#name = name;
    this.warmUp = period;
    this.seed = seed;
  }

  abstract fork(): Indicator;
  /** The average after the one before it. */
  protected abstract next(before: number, value: number): number;

  get value(): number {
    return this.#value;
  }

  get isReady(): boolean {
    return this.#count === this.warmUp;
  }

  update(value: number): number {
    if (this.#count === this.warmUp) {
      checkValue(value);
      this.#value = this.next(this.#value, value);
      return this.#value;
    }
    this.#value = this.peek(value);
    this.#count += 1;
    this.#sum += value;
    return this.#value;
  }

  peek(value: number): number {
    checkValue(value);
    if (this.#count === 0) return value;
    if (this.seed === 'sma' && this.#count < this.warmUp) {
      return (this.#sum + value) / (this.#count + 1);
    }
    return this.next(this.#value, value);
  }

  exportState(): readonly number[] {
    return [this.warmUp, this.#count, this.#sum, this.#count === 0 ? 0 : this.#value];
  }

  importState(state: unknown): void {
    const { warmUp } = this;
    const [, count = 0, sum = 0, value = 0] = readState(this.#name, state, (numbers) => {
      return numbers.length === 4 && numbers[0] === warmUp && isCount(numbers[1], warmUp);
    });
    this.#count = count;
    this.#sum = sum;
    this.#value = count === 0 ? NaN : value;
  }

  /** Takes over where another one of the same settings stands. */
  protected copy(other: SeededAverage): this {
    this.#value = other.#value;
    this.#count = other.#count;
    this.#sum = other.#sum;
    return this;
  }
}
