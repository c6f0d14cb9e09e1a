import { ValueIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';

/** The lowest of the last inputs, and the highest. */
export class MinMax extends ValueIndicator {
  private readonly lowest: ExtremeWindow;
  private readonly highest: ExtremeWindow;
  /** The highest; NaN before it has a value. */
  max: number = NaN;

  constructor(period: number) {
    super('MinMax', [period], period);
    this.lowest = new ExtremeWindow(period, -1);
    this.highest = new ExtremeWindow(period, 1);
  }

  step(value: number): number {
    const [min, max] = [this.lowest.push(value), this.highest.push(value)];
    if (!this.lowest.isFull) return NaN;
    this.max = max;
    return min;
  }
}

/** The lowest of the last inputs, and the highest. */
export const minMax: Definition<Period, MinMax, 'min' | 'max'> = define({
  name: 'minMax',
  title: 'Lowest and highest',
  group: 'statistics',
  formula: 'min(x₀, …, xₙ₋₁), max(x₀, …, xₙ₋₁)',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: { period: whole(30) },
  lines: { min: overPrices, max: overPrices },
  read: ({ max }) => [max],
  make: ({ period }) => new MinMax(period),
  loop: (made, [values], { min, max }, from) => {
    for (let row = from; row < values.length; row += 1) {
      min[row] = made.step(values[row] ?? NaN);
      max[row] = made.max;
    }
  },
});
