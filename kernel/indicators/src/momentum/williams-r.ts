import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

const PERCENT = 100;

/** Williams’ %R: how far the close stands below the highest high, in percent of the range; 0 where there is none. */
export class WilliamsR extends BarIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('WilliamsR', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number, close: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    return top === bottom ? 0 : ((top - close) / (top - bottom)) * -PERCENT;
  }
}

/** Where the close stands in the range, from above. */
export const williamsR: Definition<Period, WilliamsR, 'williamsR'> = defineLine({
  name: 'williamsR',
  title: 'Williams’ %R',
  group: 'momentum',
  formula: '−100·(highest − close) / (highest − lowest)',
  by: 'Larry Williams, 1973',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new WilliamsR(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
