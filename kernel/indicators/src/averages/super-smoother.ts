import { cos, exp } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

/** How steep it is. */
export type SmootherPoles = 'two' | 'three';

/**
 * Ehlers' super smoother: what of prices is slower than a period, with little lag. It gives its first inputs
 * as they are, as many as it has poles.
 */
export class SuperSmoother extends ValueIndicator {
  /** What the newest input weighs, halved with the one before where there are two poles; then what was made. */
  readonly #own: number;
  readonly #one: number;
  readonly #two: number;
  readonly #three: number;
  readonly #poles: number;
  private begun = 0;
  private before = NaN;
  private made = NaN;
  private madeBefore = NaN;
  private madeFirst = NaN;

  constructor(period: number, poles: SmootherPoles = 'two') {
    checkPeriod(period);
    super('SuperSmoother', [period, poles], period);
    this.#poles = poles === 'two' ? 2 : 3;
    const root = poles === 'two' ? Math.SQRT2 : Math.sqrt(3);
    const decay = exp((poles === 'two' ? -root * Math.PI : -Math.PI) / period);
    const turn = 2 * decay * cos((root * Math.PI) / period);
    const square = decay * decay;
    this.#one = poles === 'two' ? turn : turn + square;
    this.#two = poles === 'two' ? -square : -(square + turn * square);
    this.#three = poles === 'two' ? 0 : square * square;
    this.#own = 1 - this.#one - this.#two - this.#three;
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    const made = this.#make(value, before);
    this.madeFirst = this.madeBefore;
    this.madeBefore = this.made;
    this.made = made;
    return made;
  }

  #make(value: number, before: number): number {
    if (this.begun < this.#poles) {
      this.begun += 1;
      return value;
    }
    const kept = this.#one * this.made + this.#two * this.madeBefore;
    if (this.#poles === 2) return (this.#own * (value + before)) / 2 + kept;
    return this.#own * value + kept + this.#three * this.madeFirst;
  }
}

/** Prices without what is fast in them. */
export const superSmoother: Definition<
  { readonly period: Whole; readonly poles: Choice<SmootherPoles> },
  SuperSmoother,
  'superSmoother'
> = define({
  name: 'superSmoother',
  title: 'Super smoother',
  group: 'average',
  formula:
    'c₁·(x₀ + x₁) / 2 + b·S₁ − a²·S₂, a = exp(−√2·π / n), b = 2·a·cos(√2·π / n), c₁ = 1 − b + a²; of three poles c·x₀ + (b + a²)·S₁ − (a² + a²·b)·S₂ + a⁴·S₃, a = exp(−π / n), b = 2·a·cos(√3·π / n)',
  by: 'John Ehlers, 2004 and 2013',
  inputs: ['value'],
  parameters: { period: whole(10), poles: choice('two', 'three') },
  lines: { superSmoother: overPrices },
  make: ({ period, poles }) => new SuperSmoother(period, poles),
  loop: (made, [values], { superSmoother: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
