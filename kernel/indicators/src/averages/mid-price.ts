import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

/** The middle between the highest high and the lowest low. */
export class MidPrice extends PairIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('MidPrice', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    return this.highest.isFull ? (top + bottom) / 2 : NaN;
  }
}

/** The middle of the range. */
export const midPrice: Definition<Period, MidPrice, 'midPrice'> = defineLine({
  name: 'midPrice',
  title: 'Mid price',
  group: 'average',
  formula: '(highest + lowest) / 2',
  by: 'arithmetic',
  inputs: ['high', 'low'],
  standard: 14,
  least: 2,
  plot: overPrices,
  make: (period) => new MidPrice(period),
  loop: (made, [high, low], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
