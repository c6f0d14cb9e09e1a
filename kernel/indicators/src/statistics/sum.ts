import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * The sum of the last `period` inputs. It is kept from step to step, and made anew each time a whole
 * window has come, so that what a huge input leaves of rounding is gone with it. Of nothing but zeros it
 * is 0 to the last bit: what divides by it asks for that.
 *
 * @example
 * const sum = new Sum(2);
 * sum.update(1); // NaN: two are needed
 * sum.update(2); // 3
 */
export class Sum extends ValueIndicator {
  private readonly window: Window;
  private total = 0;
  /** How many zeros came last, counted up to the period. */
  private zeros = 0;

  constructor(period: number) {
    super('Sum', [period], period);
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const left = window.push(value);
    if (window.isAtStart) this.total = window.sum();
    else this.total += window.isFull ? value - left : value;
    if (value !== 0) this.zeros = 0;
    else if (this.zeros < window.size) this.zeros += 1;
    if (this.zeros === window.size) this.total = 0;
    return window.isFull ? this.total : NaN;
  }
}

/** The sum of the last inputs. */
export const sum: Definition<Period, Sum, 'sum'> = defineLine({
  name: 'sum',
  title: 'Sum',
  group: 'statistics',
  formula: 'x₀ + x₁ + … + xₙ₋₁',
  by: 'arithmetic',
  standard: 30,
  plot: inOwnPane,
  make: (period) => new Sum(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
