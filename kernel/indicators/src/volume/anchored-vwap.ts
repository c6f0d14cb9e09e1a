import { BarIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { WeightedMean } from './weighted-mean.ts';

const DEVIATIONS_MAX = 1000;
/** The last instant that a date has, in microseconds. */
const ANCHOR_MAX = 8_640_000_000_000_000;

/** The mean of prices by what was traded at them since an instant, with bands; NaN before it. */
export class AnchoredVwap extends BarIndicator {
  readonly #anchorUs: number;
  readonly #deviations: number;
  private readonly mean: WeightedMean;
  /** The mean and so many deviations. */
  upper: number = NaN;
  /** The mean less so many deviations. */
  lower: number = NaN;

  constructor(anchorUs = 0, deviations = 1) {
    checkDeviations(deviations);
    super('AnchoredVwap', [anchorUs, deviations], 1);
    this.#anchorUs = anchorUs;
    this.#deviations = deviations;
    this.mean = new WeightedMean();
  }

  step(price: number, volume: number, timeUs: number): number {
    if (timeUs < this.#anchorUs) return NaN;
    const mean = this.mean.step(price, volume);
    const width = this.#deviations * this.mean.deviation;
    this.upper = mean + width;
    this.lower = mean - width;
    return mean;
  }
}

/** The mean of prices by what was traded at them since an instant. */
export const anchoredVwap: Definition<
  { readonly anchor: Whole; readonly deviations: Measure },
  AnchoredVwap,
  'anchoredVwap' | 'upper' | 'lower'
> = define({
  name: 'anchoredVwap',
  title: 'Anchored volume-weighted average price',
  group: 'volume',
  formula: 'Σ(x·volume) / Σvolume ± d·σ, since an instant in microseconds of 1970, UTC',
  by: 'Paul Levine, 1990s; Brian Shannon',
  inputs: ['value', 'volume', 'time'],
  parameters: { anchor: whole(0, 0, ANCHOR_MAX), deviations: measure(1, 0, DEVIATIONS_MAX) },
  lines: { anchoredVwap: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ anchor, deviations }) => new AnchoredVwap(anchor, deviations),
  loop: (made, [values, volume, time], { anchoredVwap: line, upper, lower }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, volume[row] ?? NaN, time[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
