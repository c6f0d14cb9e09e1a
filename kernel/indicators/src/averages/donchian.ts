import { PairIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';

/** The highest high and the lowest low of the last bars, and the middle between them, which is its value. */
export class Donchian extends PairIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  /** The highest high; NaN before it has a value. */
  upper: number = NaN;
  /** The lowest low. */
  lower: number = NaN;

  constructor(period: number) {
    super('Donchian', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number): number {
    const top = this.highest.push(high);
    const bottom = this.lowest.push(low);
    if (!this.highest.isFull) return NaN;
    this.upper = top;
    this.lower = bottom;
    return (top + bottom) / 2;
  }
}

/** The range of the last bars. */
export const donchian: Definition<Period, Donchian, 'middle' | 'upper' | 'lower'> = define({
  name: 'donchian',
  title: 'Donchian channel',
  group: 'average',
  formula: 'upper = highest high, lower = lowest low, middle = (upper + lower) / 2',
  by: 'Richard Donchian, 1960',
  inputs: ['high', 'low'],
  parameters: { period: whole(20) },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period }) => new Donchian(period),
  loop: (made, [high, low], { middle, upper, lower }, from) => {
    for (let row = from; row < high.length; row += 1) {
      middle[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
