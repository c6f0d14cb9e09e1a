import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

/**
 * Wilder's average: the mean of the first `period` inputs, then each new one weighs `1 / period`.
 *
 * @example
 * const average = new WilderAverage(2);
 * average.update(10); // NaN: two are needed
 * average.update(20); // 15
 * average.update(25); // 20
 */
export class WilderAverage extends ValueIndicator {
  readonly #period: number;
  private average = NaN;
  private total = 0;
  private begun = 0;

  constructor(period: number) {
    checkPeriod(period);
    super('WilderAverage', [period], period);
    this.#period = period;
  }

  /** Where it stands by its steps; NaN before it begins. */
  get level(): number {
    return this.average;
  }

  step(value: number): number {
    const period = this.#period;
    if (this.begun === period) {
      this.average = (this.average * (period - 1) + value) / period;
      return this.average;
    }
    this.total += value;
    this.begun += 1;
    if (this.begun === period) this.average = this.total / period;
    return this.average;
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const begun = Math.min(column.length, from + this.warmUp);
    for (let row = from; row < begun; row += 1) line[row] = this.step(column[row] ?? NaN);
    const period = this.#period;
    let { average } = this;
    for (let row = begun; row < column.length; row += 1) {
      average = (average * (period - 1) + (column[row] ?? NaN)) / period;
      line[row] = average;
    }
  }
}

/** The average in which each input weighs a period’s part. */
export const wilder: Definition<Period, WilderAverage, 'wilder'> = defineLine({
  name: 'wilder',
  title: 'Wilder’s moving average',
  group: 'average',
  formula: '(RMA₁·(n − 1) + x₀) / n',
  by: 'J. Welles Wilder, 1978',
  standard: 14,
  plot: overPrices,
  make: (period) => new WilderAverage(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
