import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SortedWindow } from '../base/sorted-window.ts';

/** The middle of the last inputs by size, between the two middle ones of an even number. */
export class Median extends ValueIndicator {
  private readonly window: SortedWindow;

  constructor(period: number) {
    super('Median', [period], period);
    this.window = new SortedWindow(period);
  }

  step(value: number): number {
    this.window.push(value);
    return this.window.isFull ? this.window.quantile(1 / 2) : NaN;
  }
}

/** The middle by size. */
export const median: Definition<Period, Median, 'median'> = defineLine({
  name: 'median',
  title: 'Median',
  group: 'statistics',
  formula: 'the middle of x₀, …, xₙ₋₁ by size',
  by: 'arithmetic',
  standard: 20,
  plot: overPrices,
  make: (period) => new Median(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
