import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { checkDeviations } from '../errors.ts';
import { deviationChoice, type Deviation } from '../statistics/deviation.ts';
import { StandardDeviation } from '../statistics/standard-deviation.ts';

const DEVIATIONS_MAX = 1000;

/**
 * A simple average with a band so many standard deviations above and below it, of a population unless told. Its
 * `value` is the middle.
 *
 * @example
 * const bands = new BollingerBands(2, 2);
 * bands.update(10);
 * bands.update(14); // 12, between 8 and 16
 */
export class BollingerBands extends ValueIndicator {
  readonly #deviations: number;
  private readonly mean: Sma;
  private readonly deviation: StandardDeviation;
  /** The middle and so many deviations; NaN before it has a value. */
  upper: number = NaN;
  /** The middle less so many deviations. */
  lower: number = NaN;

  constructor(period: number, deviations = 2, deviation: Deviation = 'population') {
    checkDeviations(deviations);
    const told = deviation === 'population' ? [] : [deviation];
    super('BollingerBands', [period, deviations, ...told], period);
    this.#deviations = deviations;
    this.mean = new Sma(period);
    this.deviation = new StandardDeviation(period, deviation);
  }

  step(value: number): number {
    const middle = this.mean.step(value);
    const width = this.#deviations * this.deviation.step(value);
    this.upper = middle + width;
    this.lower = middle - width;
    return middle;
  }

  /** Fills its lines as the steps of a new one would. */
  fillBands(
    column: Float64Array,
    { middle, upper, lower }: Readonly<Record<'middle' | 'upper' | 'lower', Float64Array>>,
    from: number,
  ): void {
    const deviations = this.#deviations;
    this.mean.fill(column, middle, from);
    this.deviation.fill(column, upper, from);
    for (let row = from; row < column.length; row += 1) {
      const mean = middle[row] ?? NaN;
      const width = deviations * (upper[row] ?? NaN);
      upper[row] = mean + width;
      lower[row] = mean - width;
    }
  }
}

/** Bands that are as wide as prices spread. */
export const bollingerBands: Definition<
  {
    readonly period: Whole;
    readonly deviations: Measure;
    readonly deviation: Choice<Deviation>;
  },
  BollingerBands,
  'middle' | 'upper' | 'lower'
> = define({
  name: 'bollingerBands',
  title: 'Bollinger bands',
  group: 'volatility',
  formula: 'SMA(x, n) ± d·σ(x, n), σ by n, or n − 1 of a sample',
  by: 'John Bollinger, 1980s',
  inputs: ['value'],
  parameters: {
    period: whole(20, 2),
    deviations: measure(2, 0, DEVIATIONS_MAX),
    deviation: deviationChoice,
  },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period, deviations, deviation }) => new BollingerBands(period, deviations, deviation),
  loop: (made, [values], lines, from) => {
    made.fillBands(values, lines, from);
  },
});
