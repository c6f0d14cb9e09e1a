import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Period, Whole } from '../base/particulars.ts';
import { FastPass, SlowPass } from './filters.ts';

/** Shorter than four inputs a filter of two poles turns over. */
const PERIOD_LEAST = 4;

/** Roofing filter: of the inputs what is neither slower than one period nor faster than another. */
export class RoofingFilter extends ValueIndicator {
  readonly #slow: number;
  private readonly high: FastPass;
  private readonly low: SlowPass;
  private begun = 0;

  constructor(slow: number, fast: number) {
    super('RoofingFilter', [slow, fast], slow);
    this.#slow = slow;
    this.high = new FastPass(slow);
    this.low = new SlowPass(fast);
  }

  step(value: number): number {
    const made = this.low.step(this.high.step(value));
    if (this.begun < this.#slow) this.begun += 1;
    // What it began with is still in it before one whole period has passed.
    return this.begun < this.#slow ? NaN : made;
  }
}

/** Decycler: the inputs less what is faster than a period. */
export class Decycler extends ValueIndicator {
  private readonly high: FastPass;
  private begun = 0;

  constructor(period: number) {
    super('Decycler', [period], 3);
    this.high = new FastPass(period);
  }

  step(value: number): number {
    const made = value - this.high.step(value);
    if (this.begun < 3) this.begun += 1;
    return this.begun < 3 ? NaN : made;
  }
}

/** What of inputs lies between two periods. */
export const roofingFilter: Definition<
  { readonly slow: Whole; readonly fast: Whole },
  RoofingFilter,
  'roofingFilter'
> = define({
  name: 'roofingFilter',
  title: 'Roofing filter',
  group: 'cycle',
  formula:
    'S(H(x, slow), fast): H = (1 − α / 2)²·(x₀ − 2·x₁ + x₂) + 2·(1 − α)·H₁ − (1 − α)²·H₂, α = (cos θ + sin θ − 1) / cos θ, θ = √2·π / slow; S the super smoother',
  by: 'John Ehlers, 2013',
  inputs: ['value'],
  parameters: { slow: whole(48, PERIOD_LEAST), fast: whole(10, PERIOD_LEAST) },
  lines: { roofingFilter: inOwnPane },
  make: ({ slow, fast }) => new RoofingFilter(slow, fast),
  loop: (made, [values], { roofingFilter }, from) => {
    for (let row = from; row < values.length; row += 1) {
      roofingFilter[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** Inputs without what is fast in them. */
export const decycler: Definition<Period, Decycler, 'decycler'> = define({
  name: 'decycler',
  title: 'Decycler',
  group: 'average',
  formula: 'x₀ − H(x, n), H the filter of two poles that passes what is faster than n',
  by: 'John Ehlers, 2015',
  inputs: ['value'],
  parameters: { period: whole(60, PERIOD_LEAST) },
  lines: { decycler: overPrices },
  make: ({ period }) => new Decycler(period),
  loop: (made, [values], { decycler }, from) => {
    for (let row = from; row < values.length; row += 1) {
      decycler[row] = made.step(values[row] ?? NaN);
    }
  },
});
