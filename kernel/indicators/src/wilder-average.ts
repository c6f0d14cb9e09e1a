import { checkPeriod, checkValue } from './errors.ts';
import { isCount, readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';

/**
 * Wilder's average: the mean of the first `period` inputs, then each new one weighs one in `period`.
 *
 * @example
 * const average = new WilderAverage(2);
 * average.update(10); // 10
 * average.update(20); // 15
 * average.update(40); // 27.5
 */
export class WilderAverage implements Indicator {
  readonly warmUp: number;
  #value = NaN;
  /** Inputs so far; it stops counting at `warmUp`. */
  #count = 0;
  /** Sum of the inputs so far, kept only while it seeds. */
  #sum = 0;

  constructor(period: number) {
    checkPeriod(period);
    this.warmUp = period;
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
    if (this.#count < this.warmUp) return (this.#sum + value) / (this.#count + 1);
    return (this.#value * (this.warmUp - 1) + value) / this.warmUp;
  }

  fork(): WilderAverage {
    const copy = new WilderAverage(this.warmUp);
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
    const [, count = 0, sum = 0, value = 0] = readState('WilderAverage', state, (numbers) => {
      return numbers.length === 4 && numbers[0] === warmUp && isCount(numbers[1], warmUp);
    });
    this.#count = count;
    this.#sum = sum;
    this.#value = count === 0 ? NaN : value;
  }
}
