import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** How deep prices lay below the highest of their last ones, in percent, as the root of the mean of squares. */
export class UlcerIndex extends ValueIndicator {
  readonly #period: number;
  private readonly highest: ExtremeWindow;
  private readonly squares: Sum;

  constructor(period: number) {
    super('UlcerIndex', [period], 2 * period - 1);
    this.#period = period;
    this.highest = new ExtremeWindow(period, 1);
    this.squares = new Sum(period);
  }

  step(value: number): number {
    const highest = this.highest.push(value);
    if (!this.highest.isFull) return NaN;
    const depth = highest === 0 ? 0 : (value / highest - 1) * PERCENT;
    return Math.sqrt(Math.max(0, this.squares.step(depth * depth)) / this.#period);
  }
}

/** How deep prices lie below their highest. */
export const ulcerIndex: Definition<Period, UlcerIndex, 'ulcerIndex'> = defineLine({
  name: 'ulcerIndex',
  title: 'Ulcer index',
  group: 'volatility',
  formula: '√(Σd² / n), d = 100·(x₀ / max(x₀, …, xₙ₋₁) − 1)',
  by: 'Peter Martin, 1987',
  inputs: ['value'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new UlcerIndex(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
