import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { divisorOf, type Deviation } from '../statistics/deviation.ts';
import { Moments } from '../statistics/moments.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** What of a `HistoricalVolatility` may be chosen. */
export type HistoricalVolatilityOptions = {
  readonly year?: number;
  readonly deviation?: Deviation;
};

/** The standard deviation of returns, for a year. */
export class HistoricalVolatility extends ValueIndicator {
  readonly #scale: number;
  private readonly moments: Moments;
  private before = NaN;

  constructor(
    period: number,
    { year = YEAR, deviation = 'sample' }: HistoricalVolatilityOptions = {},
  ) {
    super('HistoricalVolatility', [period, { year, deviation }], period + 1);
    this.#scale = year / divisorOf(period, deviation);
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    return Math.sqrt(this.moments.step(logRatio(value, before)) * this.#scale);
  }
}

/** The standard deviation of returns, for a year. */
export const historicalVolatility: Definition<
  { readonly period: Whole; readonly year: Measure; readonly deviation: Choice<Deviation> },
  HistoricalVolatility,
  'historicalVolatility'
> = define({
  name: 'historicalVolatility',
  title: 'Historical volatility',
  group: 'volatility',
  formula: '√y·s(r), r = ln(x₀ / x₁)',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: {
    period: whole(20, 2),
    year: yearMeasure,
    deviation: choice('sample', 'population'),
  },
  lines: { historicalVolatility: inOwnPane },
  make: ({ period, ...options }) => new HistoricalVolatility(period, options),
  loop: (made, [values], { historicalVolatility: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
