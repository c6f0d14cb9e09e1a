import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** What an input has gained since `period` inputs ago. */
export class Momentum extends ValueIndicator {
  private readonly window: Window;

  constructor(period: number) {
    super('Momentum', [period], period + 1);
    this.window = new Window(period);
  }

  step(value: number): number {
    const before = this.window.push(value);
    return value - before;
  }
}

/** What inputs have gained. */
export const momentum: Definition<Period, Momentum, 'momentum'> = defineLine({
  name: 'momentum',
  title: 'Momentum',
  group: 'momentum',
  formula: 'x₀ − xₙ',
  by: 'arithmetic',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new Momentum(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
