import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

const PERCENT = 100;

/** What a triple exponential average has gained since the step before, in percent. */
export class Trix extends ValueIndicator {
  private readonly first: Ema;
  private readonly second: Ema;
  private readonly third: Ema;
  private before = NaN;

  constructor(period: number) {
    super('Trix', [period], 3 * period - 1);
    this.first = new Ema(period);
    this.second = new Ema(period);
    this.third = new Ema(period);
  }

  step(value: number): number {
    const one = this.first.step(value);
    const two = Number.isNaN(one) ? NaN : this.second.step(one);
    const three = Number.isNaN(two) ? NaN : this.third.step(two);
    const { before } = this;
    this.before = three;
    return before === 0 ? 0 : (three / before - 1) * PERCENT;
  }
}

/** What a triple average gains. */
export const trix: Definition<Period, Trix, 'trix'> = defineLine({
  name: 'trix',
  title: 'TRIX',
  group: 'momentum',
  formula: '100·(E₀ / E₁ − 1), E = EMA(EMA(EMA(x)))',
  by: 'Jack Hutson, 1983',
  standard: 30,
  plot: inOwnPane,
  make: (period) => new Trix(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
