import { checkValue } from './errors.ts';
import { readState } from './indicator-state.ts';
import type { Indicator } from './indicator.ts';
import { runBatch } from './run-batch.ts';
import { WilderAverage } from './wilder-average.ts';

/**
 * Wilder's relative strength index: the part of the average gain in the average movement, 0 to 100.
 * It is 50 where nothing moves. It needs `period` changes, so one input more.
 *
 * @example
 * const rsi = new Rsi(2);
 * rsi.update(10); // 50
 * rsi.update(13); // 100
 * rsi.update(12); // 75
 */
export class Rsi implements Indicator {
  readonly warmUp: number;
  #gains: WilderAverage;
  #losses: WilderAverage;
  #previous = NaN;
  #value = NaN;

  constructor(period: number) {
    this.#gains = new WilderAverage(period);
    this.#losses = new WilderAverage(period);
    this.warmUp = period + 1;
  }

  get value(): number {
    return this.#value;
  }

  get isReady(): boolean {
    return this.#gains.isReady;
  }

  update(value: number): number {
    this.#value = this.peek(value);
    if (!Number.isNaN(this.#previous)) {
      this.#gains.update(Math.max(value - this.#previous, 0));
      this.#losses.update(Math.max(this.#previous - value, 0));
    }
    this.#previous = value;
    return this.#value;
  }

  peek(value: number): number {
    checkValue(value);
    if (Number.isNaN(this.#previous)) return 50;
    const gain = this.#gains.peek(Math.max(value - this.#previous, 0));
    const loss = this.#losses.peek(Math.max(this.#previous - value, 0));
    return gain + loss === 0 ? 50 : 100 * (gain / (gain + loss));
  }

  fork(): Rsi {
    const copy = new Rsi(this.warmUp - 1);
    copy.#gains = this.#gains.fork();
    copy.#losses = this.#losses.fork();
    copy.#previous = this.#previous;
    copy.#value = this.#value;
    return copy;
  }

  exportState(): readonly number[] {
    const last = Number.isNaN(this.#previous) ? [0, 0, 0] : [1, this.#previous, this.#value];
    return [...last, ...this.#gains.exportState(), ...this.#losses.exportState()];
  }

  importState(state: unknown): void {
    const numbers = readState('Rsi', state, ({ length, 0: count }) => {
      return length === 11 && (count === 0 || count === 1);
    });
    const [gains, losses] = [this.#gains.fork(), this.#losses.fork()];
    gains.importState(numbers.slice(3, 7));
    losses.importState(numbers.slice(7));
    const [count = 0, previous = 0, value = 0] = numbers;
    [this.#gains, this.#losses] = [gains, losses];
    [this.#previous, this.#value] = count === 0 ? [NaN, NaN] : [previous, value];
  }
}

/** The values of an `Rsi` over `values`, bit for bit; those before `period` changes are running ones. */
export function rsi(values: Float64Array, period: number): Float64Array {
  return runBatch(new Rsi(period), values);
}
