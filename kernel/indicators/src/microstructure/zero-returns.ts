import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** In which part of the last steps prices did not move: trading that costs more than it brings is left out. */
export class ZeroReturns extends ValueIndicator {
  readonly #period: number;
  private readonly still: Sum;
  private before = NaN;

  constructor(period: number) {
    super('ZeroReturns', [period], period + 1);
    this.#period = period;
    this.still = new Sum(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    return this.still.step(value === before ? 1 : 0) / this.#period;
  }
}

/** In which part of steps prices did not move. */
export const zeroReturns: Definition<Period, ZeroReturns, 'zeroReturns'> = defineLine({
  name: 'zeroReturns',
  title: 'Share of zero returns',
  group: 'microstructure',
  formula: '#(x₀ = x₁) / n',
  by: 'David Lesmond, Joseph Ogden and Charles Trzcinka, 1999',
  inputs: ['value'],
  standard: 20,

  plot: inOwnPane,
  make: (period) => new ZeroReturns(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
