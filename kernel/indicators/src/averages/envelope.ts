import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { averageKind, averageOf, type AverageKind } from './by-kind.ts';

const PERCENT = 100;

/** Bands a part of an average above and below it, in percent; its `value` is the average. */
export class Envelope extends ValueIndicator {
  readonly #part: number;
  private readonly middle: ValueIndicator;
  /** The upper band; NaN before it has a value. */
  upper: number = NaN;
  /** The lower band. */
  lower: number = NaN;

  constructor(period: number, percent: number, average: AverageKind = 'sma') {
    checkDeviations(percent);
    const middle = averageOf(average, period);
    super('Envelope', [period, percent, average], middle.warmUp);
    this.#part = percent / PERCENT;
    this.middle = middle;
  }

  step(value: number): number {
    const middle = this.middle.step(value);
    const width = middle * this.#part;
    this.upper = middle + width;
    this.lower = middle - width;
    return middle;
  }
}

/** Bands a part of an average away from it. */
export const envelope: Definition<
  { readonly period: Whole; readonly percent: Measure; readonly average: Choice<AverageKind> },
  Envelope,
  'middle' | 'upper' | 'lower'
> = define({
  name: 'envelope',
  title: 'Moving average envelope',
  group: 'average',
  formula: 'MA(x, n)·(1 ± p / 100)',
  by: 'after J. M. Hurst, 1970',
  inputs: ['value'],
  parameters: {
    period: whole(20),
    percent: measure(2.5, 0, PERCENT),
    average: averageKind('sma'),
  },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period, percent, average }) => new Envelope(period, percent, average),
  loop: (made, [values], { middle, upper, lower }, from) => {
    for (let row = from; row < values.length; row += 1) {
      middle[row] = made.step(values[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
