import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from './ema.ts';

/** Double exponential moving average: exponential averages of averages, put together so that their lag cancels out. */
export class Dema extends ValueIndicator {
  private readonly first: Ema;
  private readonly second: Ema;

  constructor(period: number) {
    super('Dema', [period], 2 * period - 1);
    this.first = new Ema(period);
    this.second = new Ema(period);
  }

  step(value: number): number {
    const one = this.first.step(value);
    if (Number.isNaN(one)) return NaN;
    const two = this.second.step(one);
    return 2 * one - two;
  }
}

/** Exponential averages without much of their lag. */
export const dema: Definition<Period, Dema, 'dema'> = defineLine({
  name: 'dema',
  title: 'Double exponential moving average',
  group: 'average',
  formula: '2·EMA − EMA(EMA)',
  by: 'Patrick Mulloy, 1994',
  standard: 30,
  plot: overPrices,
  make: (period) => new Dema(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
