import { checkValue } from './errors.ts';
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
}

/** The values of an `Rsi` over `values`, bit for bit; those before `period` changes are running ones. */
export function rsi(values: Float64Array, period: number): Float64Array {
  return runBatch(new Rsi(period), values);
}
