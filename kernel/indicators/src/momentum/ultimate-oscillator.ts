import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** The three periods of an `UltimateOscillator`. */
export type UltimatePeriods = {
  readonly short: number;
  readonly middle: number;
  readonly long: number;
};

/** Ultimate oscillator: how much of their reach bars have closed up, over three periods, the shortest weighing most. */
export class UltimateOscillator extends BarIndicator {
  private before = NaN;
  private readonly gains: readonly Sum[];
  private readonly ranges: readonly Sum[];

  constructor({ short, middle, long }: UltimatePeriods) {
    const periods = [short, middle, long].sort((one, other) => one - other);
    super('UltimateOscillator', [{ short, middle, long }], Math.max(...periods) + 1);
    this.gains = periods.map((period) => new Sum(period));
    this.ranges = periods.map((period) => new Sum(period));
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const bottom = Math.min(low, before);
    const [gain, range] = [close - bottom, Math.max(high, before) - bottom];
    return (
      (PERCENT *
        (4 * this.#part(0, gain, range) +
          2 * this.#part(1, gain, range) +
          this.#part(2, gain, range))) /
      7
    );
  }

  #part(place: number, gain: number, range: number): number {
    const gains = this.gains[place]?.step(gain) ?? NaN;
    const ranges = this.ranges[place]?.step(range) ?? NaN;
    return ranges === 0 ? 0 : gains / ranges;
  }
}

/** How much of their reach bars have closed up. */
export const ultimateOscillator: Definition<
  { readonly short: Whole; readonly middle: Whole; readonly long: Whole },
  UltimateOscillator,
  'ultimateOscillator'
> = define({
  name: 'ultimateOscillator',
  title: 'Ultimate oscillator',
  group: 'momentum',
  formula: '100·(4·A₁ + 2·A₂ + A₃) / 7, A = Σ(close − min(low, close₁)) / ΣTR',
  by: 'Larry Williams, 1976',
  inputs: ['high', 'low', 'close'],
  parameters: { short: whole(7), middle: whole(14), long: whole(28) },
  lines: { ultimateOscillator: inOwnPane },
  make: (periods) => new UltimateOscillator(periods),
  loop: (made, [high, low, close], { ultimateOscillator }, from) => {
    for (let row = from; row < high.length; row += 1) {
      ultimateOscillator[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
