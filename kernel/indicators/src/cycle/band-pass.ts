import { cos } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';

/** The band must end before twice the shortest period there is: this much of the period, of at least eight. */
const PERIOD_LEAST = 8;
const WIDTH_MOST = 0.9;

/** Band pass: of the inputs what swings with about one period. Before the third input it was 0. */
export class BandPass extends ValueIndicator {
  readonly #period: number;
  readonly #alpha: number;
  readonly #beta: number;
  private begun = 0;
  private one = NaN;
  private two = NaN;
  private made = 0;
  private madeBefore = 0;

  constructor(period: number, width: number) {
    super('BandPass', [period, width], period);
    const gamma = 1 / cos((2 * Math.PI * width) / period);
    this.#period = period;
    this.#beta = cos((2 * Math.PI) / period);
    this.#alpha = gamma - Math.sqrt(gamma * gamma - 1);
  }

  step(value: number): number {
    const change = value - this.two;
    this.two = this.one;
    this.one = value;
    if (this.begun < this.#period) this.begun += 1;
    if (Number.isNaN(change)) return NaN;
    const [alpha, beta] = [this.#alpha, this.#beta];
    const made =
      0.5 * (1 - alpha) * change + beta * (1 + alpha) * this.made - alpha * this.madeBefore;
    this.madeBefore = this.made;
    this.made = made;
    return this.begun < this.#period ? NaN : made;
  }
}

/** What of inputs swings with a period. */
export const bandPass: Definition<
  { readonly period: Whole; readonly width: Measure },
  BandPass,
  'bandPass'
> = define({
  name: 'bandPass',
  title: 'Band pass',
  group: 'cycle',
  formula:
    '(1 − α) / 2·(x₀ − x₂) + β·(1 + α)·B₁ − α·B₂, β = cos(2·π / n), α = γ − √(γ² − 1), γ = 1 / cos(2·π·w / n)',
  by: 'John Ehlers, 2013; width of half a band, w, as in 2004',
  inputs: ['value'],
  parameters: { period: whole(20, PERIOD_LEAST), width: measure(0.3, 0.01, WIDTH_MOST) },
  lines: { bandPass: inOwnPane },
  make: ({ period, width }) => new BandPass(period, width),
  loop: (made, [values], { bandPass }, from) => {
    for (let row = from; row < values.length; row += 1) {
      bandPass[row] = made.step(values[row] ?? NaN);
    }
  },
});
