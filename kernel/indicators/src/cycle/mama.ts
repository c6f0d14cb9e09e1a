import { atan } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { Hilbert } from './hilbert.ts';

const SKIP = 9;
const WARM = 33;
const DEGREES = 180 / Math.PI;

/**
 * Mesa adaptive moving average: it follows as fast as the phase of the cycle goes back, at most by `fast`
 * and at least by `slow`; a second one follows it half as fast. Both begin at 0, as in TA-Lib.
 */
export class Mama extends ValueIndicator {
  readonly #fast: number;
  readonly #slow: number;
  private readonly hilbert: Hilbert;
  private begun = 0;
  private phase = 0;
  private average = 0;
  private following = 0;
  /** The one that follows; NaN before it has a value. */
  fama: number = NaN;

  constructor(fast: number, slow: number) {
    super('Mama', [fast, slow], WARM);
    this.#fast = fast;
    this.#slow = slow;
    this.hilbert = new Hilbert(SKIP);
  }

  step(value: number): number {
    const period = this.hilbert.step(value);
    if (this.begun < WARM) this.begun += 1;
    if (Number.isNaN(period)) return NaN;
    const { inPhase, quadrature } = this.hilbert;
    const phase = inPhase === 0 ? 0 : atan(quadrature / inPhase) * DEGREES;
    const turned = Math.max(1, this.phase - phase);
    this.phase = phase;
    const alpha = turned > 1 ? Math.max(this.#slow, this.#fast / turned) : this.#fast;
    this.average = alpha * value + (1 - alpha) * this.average;
    this.following = 0.5 * alpha * this.average + (1 - 0.5 * alpha) * this.following;
    if (this.begun < WARM) return NaN;
    this.fama = this.following;
    return this.average;
  }
}

/** An average as fast as the phase of the cycle. */
export const mama: Definition<
  { readonly fast: Measure; readonly slow: Measure },
  Mama,
  'mama' | 'fama'
> = define({
  name: 'mama',
  title: 'Mesa adaptive moving average',
  group: 'average',
  formula: 'MAMA₁ + α·(x₀ − MAMA₁), α = fast / Δφ, at least slow; FAMA₁ + α / 2·(MAMA − FAMA₁)',
  by: 'John Ehlers, 2001',
  inputs: ['value'],
  parameters: { fast: measure(0.5, 0.01, 0.99), slow: measure(0.05, 0.01, 0.99) },
  lines: { mama: overPrices, fama: overPrices },
  read: ({ fama }) => [fama],
  make: ({ fast, slow }) => new Mama(fast, slow),
  loop: (made, [values], { mama, fama }, from) => {
    for (let row = from; row < values.length; row += 1) {
      mama[row] = made.step(values[row] ?? NaN);
      fama[row] = made.fama;
    }
  },
});
