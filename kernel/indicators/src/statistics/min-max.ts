import { ValueIndicator } from '../base/by-inputs.ts';
import { fillExtremes } from '../base/extreme-columns.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';

/** The lowest of the last inputs, and the highest. */
export class MinMax extends ValueIndicator {
  readonly #period: number;
  private readonly lowest: ExtremeWindow;
  private readonly highest: ExtremeWindow;
  /** The highest; NaN before it has a value. */
  max: number = NaN;

  constructor(period: number) {
    super('MinMax', [period], period);
    this.#period = period;
    this.lowest = new ExtremeWindow(period, -1);
    this.highest = new ExtremeWindow(period, 1);
  }

  step(value: number): number {
    const [min, max] = [this.lowest.push(value), this.highest.push(value)];
    if (!this.lowest.isFull) return NaN;
    this.max = max;
    return min;
  }

  /** Fills its lines as the steps of a new one would. */
  fillBoth(
    values: Float64Array,
    [min, max]: readonly [Float64Array, Float64Array],
    from: number,
  ): void {
    fillExtremes(values, min, { size: this.#period, sign: -1, from });
    fillExtremes(values, max, { size: this.#period, sign: 1, from });
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
    made.fillBoth(values, [min, max], from);
  },
});
