import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, divisorOf, type Deviation } from './deviation.ts';
import { PairMoments } from './pair-moments.ts';

/** How the last inputs of two series lie on the same side of their means. */
export class Covariance extends PairIndicator {
  readonly #divisor: number;
  private readonly moments: PairMoments;

  constructor(period: number, deviation: Deviation = 'population') {
    super('Covariance', [period, deviation], period);
    this.#divisor = divisorOf(period, deviation);
    this.moments = new PairMoments(period);
  }

  step(first: number, second: number): number {
    return this.moments.step(first, second) / this.#divisor;
  }
}

/** How two series lie together. */
export const covariance: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  Covariance,
  'covariance'
> = define({
  name: 'covariance',
  title: 'Covariance',
  group: 'statistics',
  formula: 'Σ(x − x̄)(y − ȳ) / n, or n − 1 of a sample',
  by: 'arithmetic',
  inputs: ['value', 'other'],
  parameters: { period: whole(30, 2), deviation: deviationChoice },
  lines: { covariance: inOwnPane },
  make: ({ period, deviation }) => new Covariance(period, deviation),
  loop: (made, [values, others], { covariance: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, others[row] ?? NaN);
    }
  },
});
