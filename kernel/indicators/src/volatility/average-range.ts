import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';

/** How far bars reach on average, gaps not included: of daily bars the average day range. */
export class AverageRange extends PairIndicator {
  private readonly average: Sma;

  constructor(period: number) {
    super('AverageRange', [period], period);
    this.average = new Sma(period);
  }

  step(high: number, low: number): number {
    return this.average.step(high - low);
  }
}

/** How far bars reach on average. */
export const averageRange: Definition<Period, AverageRange, 'averageRange'> = defineLine({
  name: 'averageRange',
  title: 'Average range',
  group: 'volatility',
  formula: 'SMA(high − low, n)',
  by: 'arithmetic',
  inputs: ['high', 'low'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new AverageRange(period),
  loop: (made, [high, low], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
