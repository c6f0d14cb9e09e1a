import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';

/** Time-weighted average price: the mean of the last bars’ average prices, each as long as the other. */
export class Twap extends FourIndicator {
  private readonly mean: Sma;

  constructor(period: number) {
    super('Twap', [period], period);
    this.mean = new Sma(period);
  }

  step(open: number, high: number, low: number, close: number): number {
    return this.mean.step((open + high + low + close) / 4);
  }
}

/** The mean of prices by time. */
export const twap: Definition<Period, Twap, 'twap'> = defineLine({
  name: 'twap',
  title: 'Time-weighted average price',
  group: 'volume',
  formula: 'SMA((open + high + low + close) / 4, n)',
  by: 'arithmetic',
  inputs: ['open', 'high', 'low', 'close'],
  standard: 20,
  plot: overPrices,
  make: (period) => new Twap(period),
  loop: (made, [open, high, low, close], line, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
