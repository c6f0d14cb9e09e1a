import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

/** How far a price may be from the average, in times of it, before the fourth power is held. */
const RATIO_MIN = 1e-3;

/**
 * McGinley's dynamic average: it takes in the less of a price the higher that is above it, and the more the
 * lower, by the fourth power of their ratio. It begins with the first input; never more than the whole way
 * is gone, where the power would lead beyond.
 */
export class McGinley extends ValueIndicator {
  readonly #period: number;
  private average = NaN;

  constructor(period: number) {
    checkPeriod(period);
    super('McGinley', [period], 1);
    this.#period = period;
  }

  step(value: number): number {
    if (Number.isNaN(this.average)) this.average = value;
    else {
      const ratio = Math.max(RATIO_MIN, this.average === 0 ? 1 : value / this.average);
      const slowness = Math.max(1, this.#period * ratio * ratio * ratio * ratio);
      this.average += (value - this.average) / slowness;
    }
    return this.average;
  }
}

/** An average as fast as falls are. */
export const mcGinley: Definition<Period, McGinley, 'mcGinley'> = defineLine({
  name: 'mcGinley',
  title: 'McGinley’s dynamic',
  group: 'average',
  formula: 'MD₁ + (x₀ − MD₁) / max(1, n·(x₀ / MD₁)⁴)',
  by: 'John McGinley, 1990',
  standard: 14,
  plot: overPrices,
  make: (period) => new McGinley(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) line[row] = made.step(values[row] ?? NaN);
  },
});
