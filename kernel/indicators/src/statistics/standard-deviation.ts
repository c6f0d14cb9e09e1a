import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Variance } from './variance.ts';

/** The standard deviation of the last `period` inputs, as of a whole population. */
export class StandardDeviation extends ValueIndicator {
  private readonly variance: Variance;

  constructor(period: number) {
    super('StandardDeviation', [period], period);
    this.variance = new Variance(period);
  }

  step(value: number): number {
    return Math.sqrt(this.variance.step(value));
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    this.variance.fill(column, line, from, true);
  }
}

/** How far inputs lie from their mean. */
export const standardDeviation: Definition<Period, StandardDeviation, 'standardDeviation'> =
  defineLine({
    name: 'standardDeviation',
    title: 'Standard deviation',
    group: 'statistics',
    formula: '√(Σ(x − x̄)² / n)',
    by: 'arithmetic',
    standard: 5,
    plot: inOwnPane,
    make: (period) => new StandardDeviation(period),
    loop: (made, [values], line, from) => {
      made.fill(values, line, from);
    },
  });
