import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from './line-fit.ts';

/** Of the straight line through the last inputs by least squares: how much it rises a step. */
export class LinearRegressionSlope extends ValueIndicator {
  private readonly fit: LineFit;

  constructor(period: number) {
    super('LinearRegressionSlope', [period], period);
    this.fit = new LineFit(period);
  }

  step(value: number): number {
    const { fit } = this;
    return fit.push(value) ? fit.slope : NaN;
  }
}

/** The line through the last inputs: how much it rises a step. */
export const linearRegressionSlope: Definition<
  Period,
  LinearRegressionSlope,
  'linearRegressionSlope'
> = defineLine({
  name: 'linearRegressionSlope',
  title: 'Slope of the linear regression',
  group: 'statistics',
  formula: 'b',
  by: 'Gauss and Legendre',
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new LinearRegressionSlope(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
