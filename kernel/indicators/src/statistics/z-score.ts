import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, divisorOf, type Deviation } from './deviation.ts';
import { Moments } from './moments.ts';

/** How many standard deviations an input lies from the mean of the last ones; 0 where none moves. */
export class ZScore extends ValueIndicator {
  readonly #divisor: number;
  private readonly moments: Moments;

  constructor(period: number, deviation: Deviation = 'population') {
    super('ZScore', [period, deviation], period);
    this.#divisor = divisorOf(period, deviation);
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const spread = this.moments.step(value);
    if (spread === 0) return 0;
    return (value - this.moments.mean) / Math.sqrt(spread / this.#divisor);
  }
}

/** How many deviations an input lies from the mean. */
export const zScore: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  ZScore,
  'zScore'
> = define({
  name: 'zScore',
  title: 'Z-score',
  group: 'statistics',
  formula: '(x₀ − x̄) / σ',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: { period: whole(30, 2), deviation: deviationChoice },
  lines: { zScore: inOwnPane },
  make: ({ period, deviation }) => new ZScore(period, deviation),
  loop: (made, [values], { zScore: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
