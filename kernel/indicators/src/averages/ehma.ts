import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { Ema } from './ema.ts';

/** Hull's average of exponential ones in place of weighted ones. Halves and roots are cut. */
export class Ehma extends ValueIndicator {
  private readonly half: Ema;
  private readonly whole: Ema;
  private readonly smooth: Ema;

  constructor(period: number) {
    checkPeriod(period);
    const root = Math.floor(Math.sqrt(period));
    super('Ehma', [period], period + root - 1);
    this.half = new Ema(Math.max(1, Math.floor(period / 2)));
    this.whole = new Ema(period);
    this.smooth = new Ema(root);
  }

  step(value: number): number {
    const [half, whole] = [this.half.step(value), this.whole.step(value)];
    return Number.isNaN(whole) ? NaN : this.smooth.step(2 * half - whole);
  }
}

/** Exponential averages put together so that they turn with the price. */
export const ehma: Definition<Period, Ehma, 'ehma'> = defineLine({
  name: 'ehma',
  title: 'Exponential Hull moving average',
  group: 'average',
  formula: 'EMA(2·EMA(x, n / 2) − EMA(x, n), √n)',
  by: 'after Alan Hull, 2005',
  standard: 16,
  plot: overPrices,
  make: (period) => new Ehma(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
