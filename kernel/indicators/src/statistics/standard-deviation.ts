import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, type Deviation } from './deviation.ts';
import { Variance } from './variance.ts';

/** The standard deviation of the last `period` inputs, as of a whole population unless told. */
export class StandardDeviation extends ValueIndicator {
  private readonly variance: Variance;

  constructor(period: number, deviation: Deviation = 'population') {
    super('StandardDeviation', [period, deviation], period);
    this.variance = new Variance(period, deviation);
  }

  step(value: number): number {
    return Math.sqrt(this.variance.step(value));
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    this.variance.fill(column, line, from, true);
  }
}

/** How far inputs lie from their mean. */
export const standardDeviation: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  StandardDeviation,
  'standardDeviation'
> = define({
  name: 'standardDeviation',
  title: 'Standard deviation',
  group: 'statistics',
  formula: '√(Σ(x − x̄)² / n), or n − 1 of a sample',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: { period: whole(5), deviation: deviationChoice },
  lines: { standardDeviation: inOwnPane },
  make: ({ period, deviation }) => new StandardDeviation(period, deviation),
  loop: (made, [values], { standardDeviation: line }, from) => {
    made.fill(values, line, from);
  },
});
