import { BarIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { WeightedMean } from './weighted-mean.ts';

const DEVIATIONS_MAX = 1000;
const MINUTE_US = 60_000_000;
const DAY_US = 24 * 60 * MINUTE_US;
const OFFSET_MAX = 24 * 60;

/** The mean of a day's prices by what was traded at them, with bands; it begins anew with each day at an offset from UTC. */
export class SessionVwap extends BarIndicator {
  readonly #offsetUs: number;
  readonly #deviations: number;
  private readonly mean: WeightedMean;
  private day = NaN;
  /** The mean and so many deviations. */
  upper: number = NaN;
  /** The mean less so many deviations. */
  lower: number = NaN;

  constructor(offsetMinutes = 0, deviations = 1) {
    checkDeviations(deviations);
    super('SessionVwap', [offsetMinutes, deviations], 1);
    this.#offsetUs = offsetMinutes * MINUTE_US;
    this.#deviations = deviations;
    this.mean = new WeightedMean();
  }

  step(price: number, volume: number, timeUs: number): number {
    const day = Math.floor((timeUs + this.#offsetUs) / DAY_US);
    if (day !== this.day) this.mean.clear();
    this.day = day;
    const mean = this.mean.step(price, volume);
    const width = this.#deviations * this.mean.deviation;
    this.upper = mean + width;
    this.lower = mean - width;
    return mean;
  }
}

/** The mean of a day's prices by what was traded at them. */
export const sessionVwap: Definition<
  { readonly offset: Whole; readonly deviations: Measure },
  SessionVwap,
  'sessionVwap' | 'upper' | 'lower'
> = define({
  name: 'sessionVwap',
  title: 'Volume-weighted average price of the day',
  group: 'volume',
  formula: 'Σ(x·volume) / Σvolume ± d·σ, since midnight at so many minutes from UTC',
  by: 'Stephen Berkowitz, Dennis Logue and Eugene Noser, 1988',
  inputs: ['value', 'volume', 'time'],
  parameters: {
    offset: whole(0, -OFFSET_MAX, OFFSET_MAX),
    deviations: measure(1, 0, DEVIATIONS_MAX),
  },
  lines: { sessionVwap: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ offset, deviations }) => new SessionVwap(offset, deviations),
  loop: (made, [values, volume, time], { sessionVwap: line, upper, lower }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, volume[row] ?? NaN, time[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
