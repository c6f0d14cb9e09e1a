import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, divisorOf, type Deviation } from './deviation.ts';
import { Moments } from './moments.ts';

/** The standard deviation of the last inputs as a part of their mean; 0 where that is 0. */
export class CoefficientOfVariation extends ValueIndicator {
  readonly #divisor: number;
  private readonly moments: Moments;

  constructor(period: number, deviation: Deviation = 'population') {
    super('CoefficientOfVariation', [period, deviation], period);
    this.#divisor = divisorOf(period, deviation);
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const spread = this.moments.step(value);
    const mean = Math.abs(this.moments.mean);
    if (Number.isNaN(spread)) return NaN;
    return mean === 0 ? 0 : Math.sqrt(spread / this.#divisor) / mean;
  }
}

/** The deviation as a part of the mean. */
export const coefficientOfVariation: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  CoefficientOfVariation,
  'coefficientOfVariation'
> = define({
  name: 'coefficientOfVariation',
  title: 'Coefficient of variation',
  group: 'statistics',
  formula: 'σ / |x̄|',
  by: 'Karl Pearson, 1896',
  inputs: ['value'],
  parameters: { period: whole(20, 2), deviation: deviationChoice },
  lines: { coefficientOfVariation: inOwnPane },
  make: ({ period, deviation }) => new CoefficientOfVariation(period, deviation),
  loop: (made, [values], { coefficientOfVariation: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
