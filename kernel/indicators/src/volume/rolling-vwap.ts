import { FourIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { checkDeviations } from '../errors.ts';

const DEVIATIONS_MAX = 1000;

/** The mean of the last typical prices by what was traded at them, with bands; while nothing was, their plain mean. Each step looks at all of them. */
export class RollingVwap extends FourIndicator {
  readonly #deviations: number;
  private readonly prices: Window;
  private readonly volumes: Window;
  /** The mean and so many deviations; NaN before it has a value. */
  upper: number = NaN;
  /** The mean less so many deviations. */
  lower: number = NaN;

  constructor(period: number, deviations = 1) {
    checkDeviations(deviations);
    super('RollingVwap', [period, deviations], period);
    this.#deviations = deviations;
    this.prices = new Window(period);
    this.volumes = new Window(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const { prices, volumes } = this;
    prices.push((high + low + close) / 3);
    volumes.push(volume);
    if (!prices.isFull) return NaN;
    const isDry = volumes.sum() === 0;
    const near = prices.oldest;
    const [priceOf, volumeOf] = [prices.byAge(), volumes.byAge()];
    let [weights, total, squares] = [0, 0, 0];
    for (let age = prices.size - 1; age >= 0; age -= 1) {
      const weight = isDry ? 1 : (volumeOf[age] ?? NaN);
      const distance = (priceOf[age] ?? NaN) - near;
      weights += weight;
      total += weight * distance;
      squares += weight * distance * distance;
    }
    const shift = total / weights;
    const width = this.#deviations * Math.sqrt(Math.max(0, squares / weights - shift * shift));
    this.upper = near + shift + width;
    this.lower = near + shift - width;
    return near + shift;
  }
}

/** The mean of the last prices by what was traded at them. */
export const rollingVwap: Definition<
  { readonly period: Whole; readonly deviations: Measure },
  RollingVwap,
  'rollingVwap' | 'upper' | 'lower'
> = define({
  name: 'rollingVwap',
  title: 'Rolling volume-weighted average price',
  group: 'volume',
  formula: 'Σ(p·volume) / Σvolume ± d·σ, p = (high + low + close) / 3, over n bars',
  by: 'after Stephen Berkowitz, Dennis Logue and Eugene Noser, 1988',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { period: whole(20), deviations: measure(1, 0, DEVIATIONS_MAX) },
  lines: { rollingVwap: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period, deviations }) => new RollingVwap(period, deviations),
  loop: (made, [high, low, close, volume], { rollingVwap: line, upper, lower }, from) => {
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
