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

  /** Fills a line as the steps of a new one would, window after window. Gives the sum of what it reads. */
  override fill(column: Float64Array, line: Float64Array, from: number): number {
    const period = this.#period;
    const weights = this.#weights;
    const full = from + period - 1;
    line.fill(NaN, from, full);
    // What comes and what is filled have the same places, and what leaves the one before.
    const read = column.subarray(from);
    const [coming, filled] = [column.subarray(full), line.subarray(full)];
    let fresh = 0;
    let freshWeighted = 0;
    let sum = 0;
    for (const [place, value] of column.subarray(from, full).entries()) {
      fresh += value;
      freshWeighted += value * (place + 1);
    }
    for (let start = 0; start < coming.length; start += period) {
      const first = coming[start] ?? NaN;
      let total = fresh + first;
      let weighted = freshWeighted + first * period;
      sum += total;
      fresh = 0;
      freshWeighted = 0;
      filled[start] = weighted / weights;
      const end = Math.min(coming.length, start + period);
      for (let place = start + 1; place < end; place += 1) {
        const value = coming[place] ?? NaN;
        fresh += value;
        freshWeighted += value * (place - start);
        weighted += period * value - total;
        total += value - (read[place - 1] ?? NaN);
        filled[place] = weighted / weights;
      }
    }
    return sum + fresh;
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
  loop: (made, [values], line, from) => made.fill(values, line, from),
});
