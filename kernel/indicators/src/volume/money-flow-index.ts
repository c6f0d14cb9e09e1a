import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** Money flow index: how much of the money of the last bars flowed as typical prices rose, in percent; 0 where little did. */
export class MoneyFlowIndex extends FourIndicator {
  private before = NaN;
  private readonly up: Sum;
  private readonly down: Sum;

  constructor(period: number) {
    super('MoneyFlowIndex', [period], period + 1);
    this.up = new Sum(period);
    this.down = new Sum(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const typical = (high + low + close) / 3;
    const change = typical - this.before;
    this.before = typical;
    if (Number.isNaN(change)) return NaN;
    const flow = typical * volume;
    const up = this.up.step(change > 0 ? flow : 0);
    const both = up + this.down.step(change < 0 ? flow : 0);
    // As in TA-Lib: less than a unit of money says nothing.
    return both < 1 ? 0 : (up / both) * PERCENT;
  }
}

/** How much of the money flowed as prices rose. */
export const moneyFlowIndex: Definition<Period, MoneyFlowIndex, 'moneyFlowIndex'> = defineLine({
  name: 'moneyFlowIndex',
  title: 'Money flow index',
  group: 'volume',
  formula: '100·U / (U + D), flows of (high + low + close) / 3 · volume',
  by: 'Gene Quong and Avrum Soudack, 1989',
  inputs: ['high', 'low', 'close', 'volume'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new MoneyFlowIndex(period),
  loop: (made, [high, low, close, volume], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
        volume[row] ?? NaN,
      );
    }
  },
});
