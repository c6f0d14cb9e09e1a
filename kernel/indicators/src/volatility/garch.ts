import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** The weights of a `Garch`, as they were fitted elsewhere. */
export type GarchWeights = {
  /** Of what is always there, of the last squared return, and of the last variance. */
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
};

/**
 * The volatility that GARCH(1,1) of given weights expects of the next bar. It begins with the variance in
 * the long run, where there is one, else with the first squared return.
 */
export class Garch extends ValueIndicator {
  readonly #weights: GarchWeights;
  readonly #year: number;
  private before = NaN;
  private variance: number;

  constructor(weights: GarchWeights, year: number = YEAR) {
    const { omega, alpha, beta } = weights;
    super('Garch', [{ omega, alpha, beta }, year], 2);
    this.#weights = weights;
    this.#year = year;
    this.variance = alpha + beta < 1 ? omega / (1 - alpha - beta) : NaN;
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const { omega, alpha, beta } = this.#weights;
    const square = logRatio(value, before) ** 2;
    const variance = Number.isNaN(this.variance) ? square : this.variance;
    this.variance = omega + alpha * square + beta * variance;
    return Math.sqrt(this.variance * this.#year);
  }
}

/** The volatility that is to be expected of the next bar. */
export const garch: Definition<
  {
    readonly omega: Measure;
    readonly alpha: Measure;
    readonly beta: Measure;
    readonly year: Measure;
  },
  Garch,
  'garch'
> = define({
  name: 'garch',
  title: 'GARCH(1,1) volatility',
  group: 'volatility',
  formula: '√(y·σ²), σ² = ω + α·r² + β·σ₁², r = ln(x₀ / x₁); begins at ω / (1 − α − β)',
  by: 'Tim Bollerslev, 1986',
  inputs: ['value'],
  parameters: {
    omega: measure(0.000002, 0, 1),
    alpha: measure(0.1, 0, 1),
    beta: measure(0.88, 0, 1),
    year: yearMeasure,
  },
  lines: { garch: inOwnPane },
  make: ({ year, ...weights }) => new Garch(weights, year),
  loop: (made, [values], { garch: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
