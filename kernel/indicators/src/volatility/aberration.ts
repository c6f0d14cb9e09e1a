import { BarIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { Atr } from './atr.ts';

/** A simple average of typical prices, with the average true range above and below it. */
export class Aberration extends BarIndicator {
  private readonly mean: Sma;
  private readonly range: Atr;
  /** The middle and the average range; NaN before it has a value. */
  upper: number = NaN;
  /** The middle less the average range. */
  lower: number = NaN;

  constructor(period: number, range: number) {
    super('Aberration', [period, range], Math.max(period, range + 1));
    this.mean = new Sma(period);
    this.range = new Atr(range);
  }

  step(high: number, low: number, close: number): number {
    const middle = this.mean.step((high + low + close) / 3);
    const range = this.range.step(high, low, close);
    this.upper = middle + range;
    this.lower = middle - range;
    return middle;
  }
}

/** An average with the average range around it. */
export const aberration: Definition<
  { readonly period: Whole; readonly range: Whole },
  Aberration,
  'middle' | 'upper' | 'lower'
> = define({
  name: 'aberration',
  title: 'Aberration',
  group: 'volatility',
  formula: 'SMA((high + low + close) / 3, n) ± ATR(r)',
  by: 'after Keith Fitschen, 1986; in this form in pandas-ta',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(5), range: whole(15) },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period, range }) => new Aberration(period, range),
  loop: (made, [high, low, close], { middle, upper, lower }, from) => {
    for (let row = from; row < high.length; row += 1) {
      middle[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
