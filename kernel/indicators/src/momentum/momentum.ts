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

  /** The window lies in the column. Gives a sum that is finite only if all inputs are. */
  fillAndSum(column: Float64Array, line: Float64Array, from: number): number {
    const period = this.warmUp - 1;
    const full = Math.min(column.length, from + period);
    line.fill(NaN, from, full);
    let sum = 0;
    for (let row = from; row < full; row += 1) sum += column[row] ?? NaN;
    for (let row = full; row < column.length; row += 1) {
      const gained = (column[row] ?? NaN) - (column[row - period] ?? NaN);
      line[row] = gained;
      sum += gained;
    }
    return sum;
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
  loop: (made, [values], line, from) => made.fillAndSum(values, line, from),
});
