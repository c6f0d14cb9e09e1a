import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from './line-fit.ts';

/** Of the straight line through the last inputs by least squares: where it stands now. */
export class LinearRegression extends ValueIndicator {
  readonly #period: number;
  private readonly fit: LineFit;

  constructor(period: number) {
    super('LinearRegression', [period], period);
    this.#period = period;
    this.fit = new LineFit(period);
  }

  step(value: number): number {
    const { fit } = this;
    return fit.push(value) ? fit.start + fit.slope * (this.#period - 1) : NaN;
  }
}

/** The line through the last inputs: where it stands now. */
export const linearRegression: Definition<Period, LinearRegression, 'linearRegression'> =
  defineLine({
    name: 'linearRegression',
    title: 'Linear regression',
    group: 'statistics',
    formula: 'a + b·(n − 1)',
    by: 'Gauss and Legendre',
    standard: 14,
    least: 2,
    plot: overPrices,
    make: (period) => new LinearRegression(period),
    loop: (made, [values], line, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
