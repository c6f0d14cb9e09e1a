import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { FourColumns, Period } from '../base/particulars.ts';
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
    const price = typical(high, low, close);
    const change = price - this.before;
    this.before = price;
    if (Number.isNaN(change)) return NaN;
    const flow = price * volume;
    const up = this.up.step(change > 0 ? flow : 0);
    const both = up + this.down.step(change < 0 ? flow : 0);
    return partOf(up, both);
  }

  /** Fills a line as the steps of a new one would, a sum after the other. */
  fill([high, low, close, volume]: FourColumns, line: Float64Array, from: number): void {
    const { length } = close;
    const first = Math.min(length, from + 1);
    const [up, down] = [new Float64Array(length), new Float64Array(length)];
    let before = NaN;
    for (let row = from; row < length; row += 1) {
      const price = typical(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      const flow = price * (volume[row] ?? NaN);
      up[row] = price > before ? flow : 0;
      down[row] = price < before ? flow : 0;
      before = price;
    }
    line.fill(NaN, from, first);
    this.up.fill(up, line, first);
    // What was up is summed up, and its place free.
    const downs = up;
    this.down.fill(down, downs, first);
    for (let row = first; row < length; row += 1) {
      const rose = line[row] ?? NaN;
      line[row] = partOf(rose, rose + (downs[row] ?? NaN));
    }
  }
}

function typical(high: number, low: number, close: number): number {
  return (high + low + close) / 3;
}

/** As in TA-Lib: less than a unit of money says nothing. */
function partOf(up: number, both: number): number {
  return both < 1 ? 0 : (up / both) * PERCENT;
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
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});
