import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

/** What an average starts from: the mean of its first `period` inputs, or its first input. */
export type AverageSeed = 'sma' | 'first';
/** What may be told of an `Ema` besides its period. */
export type EmaOptions = {
  readonly seed?: AverageSeed;
  /** What the newest input weighs, where its period is not to say it. */
  readonly alpha?: number;
};

/**
 * Exponential moving average: each input weighs `alpha = 2 / (period + 1)`, all before it the rest.
 * Seeded by a mean, as in TA-Lib, it has no value before `period` inputs; seeded by its first input, as
 * in TradingView, it has one at once.
 *
 * @example
 * const ema = new Ema(3, { seed: 'first' }); // alpha is 0.5
 * ema.update(10); // 10
 * ema.update(20); // 15
 */
export class Ema extends ValueIndicator {
  readonly #alpha: number;
  /** How many inputs its beginning is the mean of. */
  readonly #seeds: number;
  private average = NaN;
  /** The sum of the inputs that make its beginning, and how many there were. */
  private total = 0;
  private begun = 0;

  constructor(period: number, { seed = 'sma', alpha = 2 / (period + 1) }: EmaOptions = {}) {
    checkPeriod(period);
    super('Ema', [period, { seed, alpha }], period);
    this.#alpha = alpha;
    this.#seeds = seed === 'first' ? 1 : period;
  }

  /** Where it stands by its steps; NaN before it begins. */
  get level(): number {
    return this.average;
  }

  /** How much of each input is taken in. */
  get alpha(): number {
    return this.#alpha;
  }

  step(value: number): number {
    if (this.begun === this.#seeds) {
      this.average = this.#alpha * value + (1 - this.#alpha) * this.average;
      return this.average;
    }
    this.total += value;
    this.begun += 1;
    if (this.begun === this.#seeds) this.average = this.total / this.#seeds;
    return this.average;
  }
}

/** An average in which each input weighs less than the one after it. */
export const ema: Definition<
  { readonly period: Whole; readonly seed: Choice<AverageSeed> },
  Ema,
  'ema'
> = define({
  name: 'ema',
  title: 'Exponential moving average',
  group: 'average',
  formula: 'α·x₀ + (1 − α)·EMA₁, α = 2 / (n + 1)',
  by: 'Brown 1956; Holt 1957',
  inputs: ['value'],
  parameters: { period: whole(30), seed: choice('sma', 'first') },
  lines: { ema: overPrices },
  make: ({ period, seed }) => new Ema(period, { seed }),
  loop: (made, [values], { ema }, from) => {
    for (let row = from; row < values.length; row += 1) {
      ema[row] = made.step(values[row] ?? NaN);
    }
  },
});
