import { cos, sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { settled } from '../momentum/settled.ts';
import { SlowPass } from './filters.ts';

/** At four a filter of one pole would divide by nothing. */
const PERIOD_LEAST = 5;

/** Even better sine wave: what is faster than a period, smoothed, over its own power of three: it stays at one end through a trend, and swings in a cycle. */
export class EvenBetterSine extends ValueIndicator {
  readonly #period: number;
  readonly #alpha: number;
  private readonly low: SlowPass;
  private begun = 0;
  private before = NaN;
  private high = 0;
  private one = 0;
  private two = 0;

  constructor(period: number, smoothing: number) {
    super('EvenBetterSine', [period, smoothing], period);
    const angle = (2 * Math.PI) / period;
    this.#period = period;
    this.#alpha = (1 - sin(angle)) / cos(angle);
    this.low = new SlowPass(smoothing);
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (this.begun < this.#period) this.begun += 1;
    if (Number.isNaN(change)) return NaN;
    this.high = 0.5 * (1 + this.#alpha) * change + this.#alpha * this.high;
    const [made, one, two] = [this.low.step(this.high), this.one, this.two];
    this.two = one;
    this.one = made;
    if (this.begun < this.#period) return NaN;
    const power = (made * made + one * one + two * two) / 3;
    // Where nothing moves, the filters die away below what rounding leaves.
    const mean = settled((made + one + two) / 3, value);
    return mean === 0 ? 0 : mean / Math.sqrt(power);
  }
}

/** A sine that stays at its end through a trend. */
export const evenBetterSine: Definition<
  { readonly period: Whole; readonly smoothing: Whole },
  EvenBetterSine,
  'evenBetterSine'
> = define({
  name: 'evenBetterSine',
  title: 'Even better sine wave',
  group: 'cycle',
  formula:
    'mean of F over the root of the mean of F², of three, F = S(H, s), H = (1 + α)·Δx / 2 + α·H₁, α = (1 − sin θ) / cos θ, θ = 2·π / n; S the super smoother',
  by: 'John Ehlers, 2013',
  inputs: ['value'],
  parameters: { period: whole(40, PERIOD_LEAST), smoothing: whole(10, 4) },
  lines: { evenBetterSine: inOwnPane },
  make: ({ period, smoothing }) => new EvenBetterSine(period, smoothing),
  loop: (made, [values], { evenBetterSine }, from) => {
    for (let row = from; row < values.length; row += 1) {
      evenBetterSine[row] = made.step(values[row] ?? NaN);
    }
  },
});
