import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SortedWindow } from '../base/sorted-window.ts';

const PERCENT = 100;

/** How many of the inputs before it an input is above, in percent. */
export class PercentRank extends ValueIndicator {
  readonly #period: number;
  private readonly window: SortedWindow;

  constructor(period: number) {
    super('PercentRank', [period], period + 1);
    this.#period = period;
    this.window = new SortedWindow(period);
  }

  step(value: number): number {
    const { window } = this;
    const rank = window.isFull ? (window.countBelow(value) * PERCENT) / this.#period : NaN;
    window.push(value);
    return rank;
  }
}

/** How many of those before it an input is above. */
export const percentRank: Definition<Period, PercentRank, 'percentRank'> = defineLine({
  name: 'percentRank',
  title: 'Percent rank',
  group: 'statistics',
  formula: '100·#(xᵢ < x₀) / n, i from 1 to n',
  by: 'arithmetic, as in TA-Lib',
  standard: 100,
  plot: inOwnPane,
  make: (period) => new PercentRank(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
