import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * The variance of the last `period` inputs, as of a whole population. Sums are kept of how far inputs lie
 * from a price near them, which is taken anew once a window: squares of the prices themselves would
 * leave nothing of a small variance at a high price.
 */
export class Variance extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  private near = NaN;
  private total = 0;
  private squares = 0;

  constructor(period: number) {
    super('Variance', [period], period);
    this.window = new Window(period);
    this.#period = period;
  }

  step(value: number): number {
    const { window } = this;
    if (Number.isNaN(this.near)) this.near = value;
    const wasFull = window.isFull;
    const left = window.push(value);
    if (window.isAtStart) this.#renew();
    else {
      this.#add(value, 1);
      if (wasFull) this.#add(left, -1);
    }
    if (!window.isFull) return NaN;
    const mean = this.total / this.#period;
    return Math.max(0, this.squares / this.#period - mean * mean);
  }

  #renew(): void {
    const { window } = this;
    const mean = this.near + window.sum(this.near) / this.#period;
    this.near = mean;
    this.total = 0;
    this.squares = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) this.#add(window.at(age), 1);
  }

  #add(value: number, times: 1 | -1): void {
    const distance = value - this.near;
    this.total += times * distance;
    this.squares += times * distance * distance;
  }
}

/** How far inputs lie from their mean, squared. */
export const variance: Definition<Period, Variance, 'variance'> = defineLine({
  name: 'variance',
  title: 'Variance',
  group: 'statistics',
  formula: 'Σ(x − x̄)² / n',
  by: 'arithmetic',
  standard: 5,
  plot: inOwnPane,
  make: (period) => new Variance(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
