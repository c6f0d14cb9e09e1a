import { fillExtremes } from '../base/extreme-columns.ts';
import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

/**
 * The highest of the last `period` inputs.
 *
 * @example
 * const highest = new Highest(2);
 * highest.update(3); // NaN: two are needed
 * highest.update(1); // 3
 */
export class Highest extends ValueIndicator {
  readonly #period: number;
  private readonly window: ExtremeWindow;

  constructor(period: number) {
    super('Highest', [period], period);
    this.#period = period;
    this.window = new ExtremeWindow(period, 1);
  }

  step(value: number): number {
    const extreme = this.window.push(value);
    return this.window.isFull ? extreme : NaN;
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    fillExtremes(column, line, { size: this.#period, sign: 1, from });
  }
}

/** The highest of the last inputs. */
export const highest: Definition<Period, Highest, 'highest'> = defineLine({
  name: 'highest',
  title: 'Highest',
  group: 'statistics',
  formula: 'max(x₀, …, xₙ₋₁)',
  by: 'arithmetic',
  standard: 30,
  plot: overPrices,
  make: (period) => new Highest(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
