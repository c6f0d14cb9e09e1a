import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { logRatio } from '../volatility/year.ts';

/** The spread, as a part of the price, by how far closes lie from the middles of their bar and the next. */
export class AbdiRanaldo extends BarIndicator {
  private readonly mean: Sma;
  private highBefore = NaN;
  private lowBefore = NaN;
  private closeBefore = NaN;

  constructor(period: number) {
    super('AbdiRanaldo', [period], period + 1);
    this.mean = new Sma(period);
  }

  step(high: number, low: number, close: number): number {
    const { highBefore, lowBefore, closeBefore } = this;
    this.highBefore = high;
    this.lowBefore = low;
    this.closeBefore = close;
    if (Number.isNaN(closeBefore)) return NaN;
    const own = (logRatio(closeBefore, highBefore) + logRatio(closeBefore, lowBefore)) / 2;
    const next = (logRatio(closeBefore, high) + logRatio(closeBefore, low)) / 2;
    return 2 * Math.sqrt(Math.max(0, this.mean.step(own * next)));
  }
}

/** The spread by closes and the middles of bars. */
export const abdiRanaldo: Definition<Period, AbdiRanaldo, 'abdiRanaldo'> = defineLine({
  name: 'abdiRanaldo',
  title: 'Abdi–Ranaldo spread',
  group: 'microstructure',
  formula: '2·√max(0, SMA((c₁ − η₁)·(c₁ − η), n)), c = ln close, η = (ln high + ln low) / 2',
  by: 'Farshid Abdi and Angelo Ranaldo, 2017',
  inputs: ['high', 'low', 'close'],
  standard: 20,

  plot: inOwnPane,
  make: (period) => new AbdiRanaldo(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
