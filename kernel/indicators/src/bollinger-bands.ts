import { checkDeviations } from './errors.ts';
import type { Indicator } from './indicator.ts';
import { Sma } from './sma.ts';
import { StandardDeviation } from './standard-deviation.ts';

/**
 * A simple average with a band some standard deviations above and below it. Its `value` is the middle.
 *
 * @example
 * const bands = new BollingerBands(2, 2);
 * bands.update(10);
 * bands.update(14); // 12, between 8 and 16
 */
export class BollingerBands implements Indicator {
  readonly warmUp: number;
  readonly #deviations: number;
  #middle: Sma;
  #spread: StandardDeviation;

  constructor(period: number, deviations = 2) {
    checkDeviations(deviations);
    this.#middle = new Sma(period);
    this.#spread = new StandardDeviation(period);
    this.#deviations = deviations;
    this.warmUp = period;
  }

  get value(): number {
    return this.#middle.value;
  }

  /** The middle and so many deviations. */
  get upper(): number {
    return this.value + this.#deviations * this.#spread.value;
  }

  /** The middle less so many deviations. */
  get lower(): number {
    return this.value - this.#deviations * this.#spread.value;
  }

  get isReady(): boolean {
    return this.#middle.isReady;
  }

  update(value: number): number {
    this.#middle.update(value);
    this.#spread.update(value);
    return this.value;
  }

  peek(value: number): number {
    return this.#middle.peek(value);
  }

  fork(): BollingerBands {
    const copy = new BollingerBands(this.warmUp, this.#deviations);
    copy.#middle = this.#middle.fork();
    copy.#spread = this.#spread.fork();
    return copy;
  }

  exportState(): readonly number[] {
    return this.#middle.exportState();
  }

  importState(state: unknown): void {
    this.#middle.importState(state);
    this.#spread.importState(state);
  }
}

/** The three lines of a `BollingerBands`, one value an input each. */
export type BollingerLines = {
  readonly middle: Float64Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
};

/** The lines of a `BollingerBands` over `values`, bit for bit; those before `period` inputs are running ones. */
export function bollingerBands(
  values: Float64Array,
  period: number,
  deviations = 2,
): BollingerLines {
  const bands = new BollingerBands(period, deviations);
  const middle = new Float64Array(values.length);
  const upper = new Float64Array(values.length);
  const lower = new Float64Array(values.length);
  for (const [index, value] of values.entries()) {
    middle[index] = bands.update(value);
    upper[index] = bands.upper;
    lower[index] = bands.lower;
  }
  return { middle, upper, lower };
}
