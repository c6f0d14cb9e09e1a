import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** Volume-weighted moving average: each price weighs what was traded at it; the plain mean where nothing was. */
export class Vwma extends PairIndicator {
  readonly #period: number;
  private readonly prices: Sum;
  private readonly volumes: Sum;
  private readonly values: Sum;

  constructor(period: number) {
    super('Vwma', [period], period);
    this.#period = period;
    this.prices = new Sum(period);
    this.volumes = new Sum(period);
    this.values = new Sum(period);
  }

  step(price: number, volume: number): number {
    const prices = this.prices.step(price);
    const volumes = this.volumes.step(volume);
    const values = this.values.step(price * volume);
    return volumes === 0 ? prices / this.#period : values / volumes;
  }
}

/** The mean of prices by what was traded at them. */
export const vwma: Definition<Period, Vwma, 'vwma'> = defineLine({
  name: 'vwma',
  title: 'Volume-weighted moving average',
  group: 'average',
  formula: 'Σ(x·volume) / Σvolume',
  by: 'arithmetic',
  inputs: ['value', 'volume'],
  standard: 20,
  plot: overPrices,
  make: (period) => new Vwma(period),
  loop: (made, [values, volume], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
