import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * The sum of the last `period` inputs. It is kept from step to step; beside it inputs are added up anew,
 * and each time a whole window has come that sum takes its place, so that what a huge input leaves of
 * rounding is gone with it.
 *
 * @example
 * const sum = new Sum(2);
 * sum.update(1); // NaN: two are needed
 * sum.update(2); // 3
 */
export class Sum extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  private total = NaN;
  private fresh = 0;
  /** How many zeros came last, counted up to the period. */
  private zeros = 0;

  constructor(period: number) {
    super('Sum', [period], period);
    this.#period = period;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const left = window.push(value);
    this.fresh += value;
    if (window.isAtStart) {
      this.total = this.fresh;
      this.fresh = 0;
    } else this.total += value - left;
    if (value !== 0) this.zeros = 0;
    else if (this.zeros < window.size) this.zeros += 1;
    if (this.zeros === window.size) this.total = 0;
    return this.total;
  }

  /** Fills a line with its steps over a column, each divided by a number. */
  override fill(column: Float64Array, line: Float64Array, from: number, divisor: number = 1): void {
    const hasZeros = column.includes(0, from);
    fillSums(column, line, { from, period: this.#period, divisor, hasZeros });
  }
}

type Sums = {
  readonly from: number;
  readonly period: number;
  readonly divisor: number;
  readonly hasZeros: boolean;
};

/** What the steps of a new one give over a column, with all that is kept at hand. */
function fillSums(
  column: Float64Array,
  line: Float64Array,
  { from, period, divisor, hasZeros }: Sums,
): void {
  const full = Math.min(column.length, from + period - 1);
  line.fill(NaN, from, full);
  let total = NaN;
  let fresh = 0;
  let filled = period - 1;
  let zeros = 0;
  for (let row = from; row < full; row += 1) {
    const value = column[row] ?? NaN;
    fresh += value;
    zeros = value === 0 ? zeros + 1 : 0;
  }
  for (let row = full; row < column.length; row += 1) {
    const value = column[row] ?? NaN;
    fresh += value;
    filled += 1;
    if (filled < period) total += value - (column[row - period] ?? NaN);
    else {
      total = fresh;
      fresh = 0;
      filled = 0;
    }
    if (hasZeros) {
      zeros = value === 0 ? zeros + 1 : 0;
      if (zeros >= period) total = 0;
    }
    line[row] = total / divisor;
  }
}

/** The sum of the last inputs. */
export const sum: Definition<Period, Sum, 'sum'> = defineLine({
  name: 'sum',
  title: 'Sum',
  group: 'statistics',
  formula: 'x₀ + x₁ + … + xₙ₋₁',
  by: 'arithmetic',
  standard: 30,
  plot: inOwnPane,
  make: (period) => new Sum(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
