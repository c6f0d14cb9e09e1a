import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** What an input has gained, in percent, since `period` inputs ago. */
export class RateOfChange extends ValueIndicator {
  private readonly window: Window;

  constructor(period: number) {
    super('RateOfChange', [period], period + 1);
    this.window = new Window(period);
  }

  step(value: number): number {
    return gain(value, this.window.push(value));
  }
}

function gain(value: number, before: number): number {
  return before === 0 ? 0 : (value / before - 1) * 100;
}

/** What inputs have gained. */
export const rateOfChange: Definition<Period, RateOfChange, 'rateOfChange'> = defineLine({
  name: 'rateOfChange',
  title: 'Rate of change',
  group: 'momentum',
  formula: '100·(x₀ / xₙ − 1)',
  by: 'arithmetic',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new RateOfChange(period),
  loop: (made, [values], line, from) => {
    const period = made.warmUp - 1;
    const full = Math.min(values.length, from + period);
    line.fill(NaN, from, full);
    for (let row = full; row < values.length; row += 1) {
      line[row] = gain(values[row] ?? NaN, values[row - period] ?? NaN);
    }
  },
});
