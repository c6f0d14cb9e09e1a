import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from './line-fit.ts';

/** Of the straight line through the last inputs by least squares: where it stood at the oldest of them. */
export class LinearRegressionStart extends ValueIndicator {
  private readonly fit: LineFit;

  constructor(period: number) {
    super('LinearRegressionStart', [period], period);
    this.fit = new LineFit(period);
  }

  step(value: number): number {
    const { fit } = this;
    return fit.push(value) ? fit.start : NaN;
  }
}

/** The line through the last inputs: where it stood at the oldest of them. */
export const linearRegressionStart: Definition<
  Period,
  LinearRegressionStart,
  'linearRegressionStart'
> = defineLine({
  name: 'linearRegressionStart',
  title: 'Start of the linear regression',
  group: 'statistics',
  formula: 'a',
  by: 'Gauss and Legendre',
  standard: 14,
  least: 2,
  plot: overPrices,
  make: (period) => new LinearRegressionStart(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
