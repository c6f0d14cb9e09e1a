import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

/** Market thermometer: how far a bar reaches beyond the one before it, to the farther side; 0 within it. */
export class Thermometer extends PairIndicator {
  private readonly mean: Ema;
  private highBefore = NaN;
  private lowBefore = NaN;
  /** The average of it; NaN before it has a value. */
  average: number = NaN;

  constructor(period: number) {
    super('Thermometer', [period], period + 1);
    this.mean = new Ema(period);
  }

  step(high: number, low: number): number {
    const reach = Math.max(high - this.highBefore, this.lowBefore - low, 0);
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(reach)) return NaN;
    this.average = this.mean.step(reach);
    return reach;
  }
}

/** How far bars reach beyond one another, with its average. */
export const thermometer: Definition<Period, Thermometer, 'thermometer' | 'average'> = define({
  name: 'thermometer',
  title: 'Market thermometer',
  group: 'volatility',
  formula: 'max(high − high₁, low₁ − low, 0); average = EMA(it, n)',
  by: 'Alexander Elder, 2002',
  inputs: ['high', 'low'],
  parameters: { period: whole(22) },
  lines: { thermometer: { as: 'histogram', over: 'own' }, average: inOwnPane },
  read: ({ average }) => [average],
  make: ({ period }) => new Thermometer(period),
  loop: (made, [high, low], { thermometer, average }, from) => {
    for (let row = from; row < high.length; row += 1) {
      thermometer[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
      average[row] = made.average;
    }
  },
});
