import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/**
 * Simple moving average: the mean of the last `period` inputs.
 *
 * @example
 * const sma = new Sma(2);
 * sma.update(10); // NaN: two are needed
 * sma.update(20); // 15
 */
export class Sma extends ValueIndicator {
  readonly #period: number;
  private readonly total: Sum;

  constructor(period: number) {
    super('Sma', [period], period);
    this.#period = period;
    this.total = new Sum(period);
  }

  step(value: number): number {
    return this.total.step(value) / this.#period;
  }

  /** Fills a line as the steps of a new one would. Gives the sum of what it reads. */
  override fill(column: Float64Array, line: Float64Array, from: number): number {
    return this.total.fill(column, line, from, this.#period);
  }
}

/** The mean of the last inputs. */
export const sma: Definition<Period, Sma, 'sma'> = defineLine({
  name: 'sma',
  title: 'Simple moving average',
  group: 'average',
  formula: '(x₀ + x₁ + … + xₙ₋₁) / n',
  by: 'arithmetic',
  standard: 30,
  plot: overPrices,
  make: (period) => new Sma(period),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});
