import { FourIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { WeightedMean } from './weighted-mean.ts';

const DEVIATIONS_MAX = 1000;

/** The mean of all typical prices so far by what was traded at them, with bands; while nothing was traded, the typical price. */
export class Vwap extends FourIndicator {
  readonly #deviations: number;
  private readonly mean: WeightedMean;
  /** The mean and so many deviations. */
  upper: number = NaN;
  /** The mean less so many deviations. */
  lower: number = NaN;

  constructor(deviations = 1) {
    checkDeviations(deviations);
    super('Vwap', [deviations], 1);
    this.#deviations = deviations;
    this.mean = new WeightedMean();
  }

  step(high: number, low: number, close: number, volume: number): number {
    const mean = this.mean.step((high + low + close) / 3, volume);
    const width = this.#deviations * this.mean.deviation;
    this.upper = mean + width;
    this.lower = mean - width;
    return mean;
  }
}

/** The mean of prices by what was traded at them, from the beginning. */
export const vwap: Definition<{ readonly deviations: Measure }, Vwap, 'vwap' | 'upper' | 'lower'> =
  define({
    name: 'vwap',
    title: 'Volume-weighted average price',
    group: 'volume',
    formula: 'Σ(p·volume) / Σvolume ± d·σ, p = (high + low + close) / 3, from the first bar',
    by: 'Stephen Berkowitz, Dennis Logue and Eugene Noser, 1988',
    inputs: ['high', 'low', 'close', 'volume'],
    parameters: { deviations: measure(1, 0, DEVIATIONS_MAX) },
    lines: { vwap: overPrices, upper: overPrices, lower: overPrices },
    read: ({ upper, lower }) => [upper, lower],
    make: ({ deviations }) => new Vwap(deviations),
    loop: (made, [high, low, close, volume], { vwap: line, upper, lower }, from) => {
      for (let row = from; row < high.length; row += 1) {
        line[row] = made.step(
          high[row] ?? NaN,
          low[row] ?? NaN,
          close[row] ?? NaN,
          volume[row] ?? NaN,
        );
        upper[row] = made.upper;
        lower[row] = made.lower;
      }
    },
  });
