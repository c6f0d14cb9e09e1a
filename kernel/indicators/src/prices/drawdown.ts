import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/**
 * How far inputs stand below their peak so far, as a part of it, at most 0. NaN before one was above 0:
 * there is nothing to be a part of.
 *
 * @example
 * const drawdown = new Drawdown();
 * drawdown.update(100); // 0
 * drawdown.update(80); // -0.2
 * drawdown.update(120); // 0; drawdown.deepest is still -0.2
 */
export class Drawdown extends ValueIndicator {
  private peak = -Infinity;
  /** The deepest so far. */
  deepest: number = NaN;
  /** How many inputs ago the latest peak was. */
  age: number = NaN;

  constructor() {
    super('Drawdown', [], 1);
  }

  step(value: number): number {
    this.age = value >= this.peak ? 0 : this.age + 1;
    if (value > this.peak) this.peak = value;
    if (this.peak <= 0) return NaN;
    const drawdown = value / this.peak - 1;
    if (!(this.deepest <= drawdown)) this.deepest = drawdown;
    return drawdown;
  }
}

/** How far inputs stand below their peak. */
export const drawdown: Definition<NoParameters, Drawdown, 'drawdown' | 'deepest' | 'age'> = define({
  name: 'drawdown',
  title: 'Drawdown',
  group: 'price',
  formula: 'x₀ / max(x) − 1 over all so far; the deepest; inputs since the peak',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: {},
  lines: { drawdown: inOwnPane, deepest: inOwnPane, age: inOwnPane },
  read: ({ deepest, age }) => [deepest, age],
  make: () => new Drawdown(),
  loop: (made, [values], { drawdown, deepest, age }, from) => {
    for (let row = from; row < values.length; row += 1) {
      drawdown[row] = made.step(values[row] ?? NaN);
      deepest[row] = made.deepest;
      age[row] = made.age;
    }
  },
});
