import { fillExtremes } from '../base/extreme-columns.ts';
import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

/**
 * The lowest of the last `period` inputs.
 *
 * @example
 * const lowest = new Lowest(2);
 * lowest.update(3); // NaN: two are needed
 * lowest.update(1); // 1
 */
export class Lowest extends ValueIndicator {
  readonly #period: number;
  private readonly window: ExtremeWindow;

  constructor(period: number) {
    super('Lowest', [period], period);
    this.#period = period;
    this.window = new ExtremeWindow(period, -1);
  }

  step(value: number): number {
    const extreme = this.window.push(value);
    return this.window.isFull ? extreme : NaN;
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    fillExtremes(column, line, { size: this.#period, sign: -1, from });
  }
}

/** The lowest of the last inputs. */
export const lowest: Definition<Period, Lowest, 'lowest'> = defineLine({
  name: 'lowest',
  title: 'Lowest',
  group: 'statistics',
  formula: 'min(x₀, …, xₙ₋₁)',
  by: 'arithmetic',
  standard: 30,
  plot: overPrices,
  make: (period) => new Lowest(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
