import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { TrueRange } from './true-range.ts';

/**
 * Average true range: Wilder's average of how far each bar reached, gaps included. The first bar has no
 * close before it and counts for nothing but that, as in TA-Lib.
 */
export class Atr extends BarIndicator {
  private readonly range: TrueRange;
  private readonly average: WilderAverage;

  constructor(period: number) {
    super('Atr', [period], period + 1);
    this.range = new TrueRange();
    this.average = new WilderAverage(period);
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    return Number.isNaN(range) ? NaN : this.average.step(range);
  }
}

/** How far bars reach on average. */
export const atr: Definition<Period, Atr, 'atr'> = defineLine({
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  formula: 'RMA(TR, n)',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new Atr(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
