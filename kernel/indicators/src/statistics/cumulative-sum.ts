import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** The sum of all inputs so far; what rounding takes from each addition is kept beside it (Neumaier). */
export class CumulativeSum extends ValueIndicator {
  private total = 0;
  private lost = 0;

  constructor() {
    super('CumulativeSum', [], 1);
  }

  step(value: number): number {
    const { total } = this;
    const next = total + value;
    this.lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    this.total = next;
    return next + this.lost;
  }
}

/** The sum of all inputs so far. */
export const cumulativeSum: Definition<NoParameters, CumulativeSum, 'cumulativeSum'> = define({
  name: 'cumulativeSum',
  title: 'Cumulative sum',
  group: 'statistics',
  formula: 'S₁ + x₀, compensated',
  by: 'arithmetic; Arnold Neumaier, 1974',
  inputs: ['value'],
  parameters: {},
  lines: { cumulativeSum: inOwnPane },
  make: () => new CumulativeSum(),
  loop: (made, [values], { cumulativeSum: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
