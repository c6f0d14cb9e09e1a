import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from '../averages/by-kind.ts';

const PERCENT = 100;

/** The averages of a `PriceOscillator`. */
export type OscillatorAverages = {
  readonly fast: number;
  readonly slow: number;
  readonly average: AverageKind;
};
/** What the distance of two averages is counted in: as prices are, or in percent of the slow one. */
export type DistanceUnit = 'price' | 'percent';

/** How far a fast average stands from a slow one. Each begins with the first input, other than those of a `Macd`. */
export class PriceOscillator extends ValueIndicator {
  readonly #isPercent: boolean;
  private readonly fast: ValueIndicator;
  private readonly slow: ValueIndicator;

  constructor({ fast, slow, average }: OscillatorAverages, unit: DistanceUnit) {
    const near = averageOf(average, Math.min(fast, slow));
    const far = averageOf(average, Math.max(fast, slow));
    super('PriceOscillator', [{ fast, slow, average }, unit], Math.max(near.warmUp, far.warmUp));
    this.fast = near;
    this.slow = far;
    this.#isPercent = unit === 'percent';
  }

  step(value: number): number {
    const slow = this.slow.step(value);
    const distance = this.fast.step(value) - slow;
    if (!this.#isPercent || Number.isNaN(distance)) return distance;
    return slow === 0 ? 0 : (distance / slow) * PERCENT;
  }
}

type OscillatorParameters = {
  readonly fast: Whole;
  readonly slow: Whole;
  readonly average: Choice<AverageKind>;
};

const parameters: OscillatorParameters = {
  fast: whole(12, 2),
  slow: whole(26, 2),
  average: averageKind('ema'),
};

/** How far a fast average stands from a slow one, as prices are counted. */
export const apo: Definition<OscillatorParameters, PriceOscillator, 'apo'> = define({
  name: 'apo',
  title: 'Absolute price oscillator',
  group: 'momentum',
  formula: 'MA(x, f) − MA(x, s)',
  by: 'Gerald Appel, 1979',
  inputs: ['value'],
  parameters,
  lines: { apo: inOwnPane },
  make: (averages) => new PriceOscillator(averages, 'price'),
  loop: (made, [values], { apo: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** How far a fast average stands from a slow one, in percent. */
export const ppo: Definition<OscillatorParameters, PriceOscillator, 'ppo'> = define({
  name: 'ppo',
  title: 'Percentage price oscillator',
  group: 'momentum',
  formula: '100·(MA(x, f) − MA(x, s)) / MA(x, s)',
  by: 'Gerald Appel',
  inputs: ['value'],
  parameters,
  lines: { ppo: inOwnPane },
  make: (averages) => new PriceOscillator(averages, 'percent'),
  loop: (made, [values], { ppo: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
