import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from '../statistics/pair-moments.ts';

/** The spread that makes trades bounce: twice the root of how changes in a row lie against one another; 0 where they do not. */
export class RollSpread extends ValueIndicator {
  readonly #period: number;
  private readonly moments: PairMoments;
  private before = NaN;
  private change = NaN;

  constructor(period: number) {
    super('RollSpread', [period], period + 2);
    this.#period = period;
    this.moments = new PairMoments(period);
  }

  step(value: number): number {
    const [change, last] = [value - this.before, this.change];
    this.before = value;
    this.change = change;
    if (Number.isNaN(last)) return NaN;
    return 2 * Math.sqrt(Math.max(0, -this.moments.step(last, change) / this.#period));
  }
}

/** The spread that makes trades bounce. */
export const rollSpread: Definition<Period, RollSpread, 'rollSpread'> = defineLine({
  name: 'rollSpread',
  title: 'Roll’s spread',
  group: 'microstructure',
  formula: '2·√(−cov(Δx₀, Δx₁)), over n pairs',
  by: 'Richard Roll, 1984',
  inputs: ['value'],
  standard: 50,
  least: 2,
  plot: inOwnPane,
  make: (period) => new RollSpread(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
