import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * Weighted moving average: the newest input weighs `period`, the one before it one less, the oldest 1.
 *
 * @example
 * const wma = new Wma(2);
 * wma.update(10);
 * wma.update(40); // 30: (10 + 2 · 40) / 3
 */
export class Wma extends ValueIndicator {
  readonly #period: number;
  readonly #weights: number;
  private readonly window: Window;
  /** The sum of the window, and the sum with its weights; made anew once a window, as in `Sum`. */
  private total = NaN;
  private weighted = NaN;
  private fresh = 0;
  private freshWeighted = 0;

  constructor(period: number) {
    super('Wma', [period], period);
    this.window = new Window(period);
    this.#period = period;
    this.#weights = (period * (period + 1)) / 2;
  }

  step(value: number): number {
    const { window } = this;
    const left = window.push(value);
    this.fresh += value;
    this.freshWeighted += value * window.filled;
    if (window.isAtStart) {
      this.weighted = this.freshWeighted;
      this.total = this.fresh;
      this.freshWeighted = 0;
      this.fresh = 0;
    } else {
      this.weighted += this.#period * value - this.total;
      this.total += value - left;
    }
    return this.weighted / this.#weights;
  }

  /** Fills a line as the steps of a new one would. */
  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const period = this.#period;
    const weights = this.#weights;
    const full = Math.min(column.length, from + period - 1);
    line.fill(NaN, from, full);
    let total = NaN;
    let weighted = NaN;
    let fresh = 0;
    let freshWeighted = 0;
    let filled = period - 1;
    for (let row = from; row < full; row += 1) {
      const value = column[row] ?? NaN;
      fresh += value;
      freshWeighted += value * (row - from + 1);
    }
    for (let row = full; row < column.length; row += 1) {
      const value = column[row] ?? NaN;
      filled += 1;
      fresh += value;
      freshWeighted += value * filled;
      if (filled < period) {
        weighted += period * value - total;
        total += value - (column[row - period] ?? NaN);
      } else {
        weighted = freshWeighted;
        total = fresh;
        freshWeighted = 0;
        fresh = 0;
        filled = 0;
      }
      line[row] = weighted / weights;
    }
  }
}

/** The mean with weights that fall by one an input. */
export const wma: Definition<Period, Wma, 'wma'> = defineLine({
  name: 'wma',
  title: 'Weighted moving average',
  group: 'average',
  formula: '(n·x₀ + (n − 1)·x₁ + … + xₙ₋₁) / (n·(n + 1) / 2)',
  by: 'arithmetic',
  standard: 30,
  plot: overPrices,
  make: (period) => new Wma(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
