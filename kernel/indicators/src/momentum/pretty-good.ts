import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Sma } from '../averages/sma.ts';
import { TrueRange } from '../volatility/true-range.ts';
import { settled } from './settled.ts';

/** Pretty good oscillator: how far the close stands from its average, in average true ranges; 0 where there are none. */
export class PrettyGood extends BarIndicator {
  private readonly mean: Sma;
  private readonly range: TrueRange;
  private readonly ranges: Ema;

  constructor(period: number) {
    super('PrettyGood', [period], period + 1);
    this.mean = new Sma(period);
    this.range = new TrueRange();
    this.ranges = new Ema(period);
  }

  step(high: number, low: number, close: number): number {
    const mean = this.mean.step(close);
    const range = this.range.step(high, low, close);
    if (Number.isNaN(range)) return NaN;
    const ranges = this.ranges.step(range);
    if (Number.isNaN(ranges)) return NaN;
    return ranges === 0 ? 0 : settled(close - mean, close) / ranges;
  }
}

/** How far the close stands from its average. */
export const pgo: Definition<Period, PrettyGood, 'pgo'> = defineLine({
  name: 'pgo',
  title: 'Pretty good oscillator',
  group: 'momentum',
  formula: '(close − SMA(close, n)) / EMA(TR, n)',
  by: 'Mark Johnson',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new PrettyGood(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
