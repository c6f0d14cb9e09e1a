import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** The input of so many steps ago. */
export class Lag extends ValueIndicator {
  private readonly window: Window;

  constructor(period: number) {
    super('Lag', [period], period + 1);
    this.window = new Window(period);
  }

  step(value: number): number {
    return this.window.push(value);
  }
}

/** The input of so many steps ago. */
export const lag: Definition<Period, Lag, 'lag'> = defineLine({
  name: 'lag',
  title: 'Lag',
  group: 'statistics',
  formula: 'xₙ',
  by: 'arithmetic',
  standard: 1,
  plot: overPrices,
  make: (period) => new Lag(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
