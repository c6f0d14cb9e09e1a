import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Atr } from './atr.ts';

const PERCENT = 100;

/** The average true range in percent of the close. */
export class Natr extends BarIndicator {
  private readonly atr: Atr;

  constructor(period: number) {
    super('Natr', [period], period + 1);
    this.atr = new Atr(period);
  }

  step(high: number, low: number, close: number): number {
    const range = this.atr.step(high, low, close);
    if (close === 0) return Number.isNaN(range) ? NaN : 0;
    return (range / close) * PERCENT;
  }
}

/** How far bars reach on average, in percent. */
export const natr: Definition<Period, Natr, 'natr'> = defineLine({
  name: 'natr',
  title: 'Normalised average true range',
  group: 'volatility',
  formula: '100·ATR / close',
  by: 'John Forman, 2006',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new Natr(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
