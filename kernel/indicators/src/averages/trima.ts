import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { Sma } from './sma.ts';

/** Triangular moving average: the mean of means, so that the middle of the window weighs most. */
export class Trima extends ValueIndicator {
  private readonly inner: Sma;
  private readonly outer: Sma;

  constructor(period: number) {
    checkPeriod(period);
    super('Trima', [period], period);
    this.inner = new Sma(Math.ceil(period / 2));
    this.outer = new Sma(Math.floor(period / 2) + 1);
  }

  step(value: number): number {
    const mean = this.inner.step(value);
    return Number.isNaN(mean) ? NaN : this.outer.step(mean);
  }

  /** Fills a line as the steps of a new one would. Gives the sum of what it reads. */
  override fill(column: Float64Array, line: Float64Array, from: number): number {
    const means = new Float64Array(column.length);
    const sum = this.inner.fill(column, means, from);
    const first = from + this.inner.warmUp - 1;
    line.fill(NaN, from, first);
    this.outer.fill(means, line, first);
    return sum;
  }
}

/** The mean of means. */
export const trima: Definition<Period, Trima, 'trima'> = defineLine({
  name: 'trima',
  title: 'Triangular moving average',
  group: 'average',
  formula: 'SMA(SMA(x, ⌈n / 2⌉), ⌊n / 2⌋ + 1)',
  by: 'arithmetic',
  standard: 30,
  plot: overPrices,
  make: (period) => new Trima(period),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});
