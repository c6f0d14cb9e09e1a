import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, divisorOf, type Deviation } from './deviation.ts';
import { Moments } from './moments.ts';

/** How far the mean of the last inputs may lie from that of all. */
export class StandardError extends ValueIndicator {
  readonly #divisor: number;
  readonly #period: number;
  private readonly moments: Moments;

  constructor(period: number, deviation: Deviation = 'population') {
    super('StandardError', [period, deviation], period);
    this.#divisor = divisorOf(period, deviation);
    this.#period = period;
    this.moments = new Moments(period);
  }

  step(value: number): number {
    return Math.sqrt(this.moments.step(value) / this.#divisor / this.#period);
  }
}

/** How far a mean may be off. */
export const standardError: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  StandardError,
  'standardError'
> = define({
  name: 'standardError',
  title: 'Standard error',
  group: 'statistics',
  formula: 'σ / √n',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: { period: whole(5, 2), deviation: deviationChoice },
  lines: { standardError: inOwnPane },
  make: ({ period, deviation }) => new StandardError(period, deviation),
  loop: (made, [values], { standardError: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
