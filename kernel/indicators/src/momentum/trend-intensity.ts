import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { Sum } from '../statistics/sum.ts';
import { settled } from './settled.ts';

const PERCENT = 100;

/** Trend intensity: how much of what inputs stood away from their average they stood above it, in percent; `flat` where they stood nowhere else. */
export class TrendIntensity extends ValueIndicator {
  readonly #flat: number;
  private readonly average: Sma;
  private readonly above: Sum;
  private readonly below: Sum;

  constructor(average: number, period: number, flat: number = PERCENT / 2) {
    super('TrendIntensity', [average, period, flat], average + period - 1);
    this.#flat = flat;
    this.average = new Sma(average);
    this.above = new Sum(period);
    this.below = new Sum(period);
  }

  step(value: number): number {
    const away = settled(value - this.average.step(value), value);
    if (Number.isNaN(away)) return NaN;
    const above = this.above.step(Math.max(0, away));
    const both = above + this.below.step(Math.max(0, -away));
    return both === 0 ? this.#flat : (PERCENT * above) / both;
  }
}

/** On which side of their average inputs stand. */
export const trendIntensity: Definition<
  { readonly average: Whole; readonly period: Whole; readonly flat: Measure },
  TrendIntensity,
  'trendIntensity'
> = define({
  name: 'trendIntensity',
  title: 'Trend intensity index',
  group: 'momentum',
  formula: '100·U / (U + D), U = Σmax(x − SMA(x, m), 0), D = Σmax(SMA(x, m) − x, 0) of n',
  by: 'M. H. Pee, 2002',
  inputs: ['value'],
  parameters: {
    average: whole(60, 2),
    period: whole(30),
    flat: measure(PERCENT / 2, 0, PERCENT),
  },
  lines: { trendIntensity: inOwnPane },
  make: ({ average, period, flat }) => new TrendIntensity(average, period, flat),
  loop: (made, [values], { trendIntensity }, from) => {
    for (let row = from; row < values.length; row += 1) {
      trendIntensity[row] = made.step(values[row] ?? NaN);
    }
  },
});
