import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from './ema.ts';

/** Triple exponential moving average: exponential averages of averages, put together so that their lag cancels out. */
export class Tema extends ValueIndicator {
  private readonly first: Ema;
  private readonly second: Ema;
  private readonly third: Ema;

  constructor(period: number) {
    super('Tema', [period], 3 * period - 2);
    this.first = new Ema(period);
    this.second = new Ema(period);
    this.third = new Ema(period);
  }

  step(value: number): number {
    const one = this.first.step(value);
    if (Number.isNaN(one)) return NaN;
    const two = this.second.step(one);
    if (Number.isNaN(two)) return NaN;
    const three = this.third.step(two);
    return 3 * one - 3 * two + three;
  }
}

/** Exponential averages without much of their lag. */
export const tema: Definition<Period, Tema, 'tema'> = defineLine({
  name: 'tema',
  title: 'Triple exponential moving average',
  group: 'average',
  formula: '3·EMA − 3·EMA(EMA) + EMA(EMA(EMA))',
  by: 'Patrick Mulloy, 1994',
  standard: 30,
  plot: overPrices,
  make: (period) => new Tema(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
