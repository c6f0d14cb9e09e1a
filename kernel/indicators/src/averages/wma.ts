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
  private total = 0;
  private weighted = 0;

  constructor(period: number) {
    super('Wma', [period], period);
    this.window = new Window(period);
    this.#period = period;
    this.#weights = (period * (period + 1)) / 2;
  }

  step(value: number): number {
    const { window } = this;
    const wasFull = window.isFull;
    const left = window.push(value);
    if (window.isAtStart) this.#renew();
    else if (wasFull) {
      this.weighted += this.#period * value - this.total;
      this.total += value - left;
    } else {
      this.total += value;
      this.weighted += window.count * value;
    }
    return window.isFull ? this.weighted / this.#weights : NaN;
  }

  #renew(): void {
    const { window } = this;
    this.total = 0;
    this.weighted = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) {
      this.total += window.at(age);
      this.weighted += window.at(age) * (this.#period - age);
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
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
