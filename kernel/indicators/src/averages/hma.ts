import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { Wma } from './wma.ts';

/** Hull's moving average: weighted averages put together so that it turns with the price. Halves and roots are cut. */
export class Hma extends ValueIndicator {
  private readonly half: Wma;
  private readonly whole: Wma;
  private readonly smooth: Wma;

  constructor(period: number) {
    checkPeriod(period);
    const root = Math.floor(Math.sqrt(period));
    super('Hma', [period], period + root - 1);
    this.half = new Wma(Math.max(1, Math.floor(period / 2)));
    this.whole = new Wma(period);
    this.smooth = new Wma(root);
  }

  step(value: number): number {
    const [half, whole] = [this.half.step(value), this.whole.step(value)];
    return Number.isNaN(whole) ? NaN : this.smooth.step(2 * half - whole);
  }
}

/** Weighted averages put together so that they turn with the price. */
export const hma: Definition<Period, Hma, 'hma'> = defineLine({
  name: 'hma',
  title: 'Hull moving average',
  group: 'average',
  formula: 'WMA(2·WMA(x, n / 2) − WMA(x, n), √n)',
  by: 'Alan Hull, 2005',
  standard: 16,
  plot: overPrices,
  make: (period) => new Hma(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
