import { atan } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from './line-fit.ts';

/** Of the straight line through the last inputs by least squares: its angle in degrees. */
export class LinearRegressionAngle extends ValueIndicator {
  private readonly fit: LineFit;

  constructor(period: number) {
    super('LinearRegressionAngle', [period], period);
    this.fit = new LineFit(period);
  }

  step(value: number): number {
    const { fit } = this;
    return fit.push(value) ? atan(fit.slope) * (180 / Math.PI) : NaN;
  }
}

/** The line through the last inputs: its angle in degrees. */
export const linearRegressionAngle: Definition<
  Period,
  LinearRegressionAngle,
  'linearRegressionAngle'
> = defineLine({
  name: 'linearRegressionAngle',
  title: 'Angle of the linear regression',
  group: 'statistics',
  formula: 'atan(b) in degrees',
  by: 'Gauss and Legendre',
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new LinearRegressionAngle(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
