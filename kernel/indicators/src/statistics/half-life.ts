import { ln1p } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { PairMoments } from './pair-moments.ts';

const MOST_MAX = 1e9;

/** In how many steps prices come back to their mean by half; 0 where by more than all at once, `most` where they do not come back, or slower than that. */
export class HalfLife extends ValueIndicator {
  readonly #most: number;
  private readonly moments: PairMoments;
  private before = NaN;

  constructor(period: number, most = 1000) {
    super('HalfLife', [period, most], period + 1);
    this.#most = most;
    this.moments = new PairMoments(period);
  }

  step(value: number): number {
    const { before, moments } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    moments.step(before, value - before);
    if (!moments.isFull) return NaN;
    const { slope } = moments;
    if (slope >= 0) return this.#most;
    return slope <= -1 ? 0 : Math.min(this.#most, -Math.LN2 / ln1p(slope));
  }
}

/** In how many steps prices come back by half. */
export const halfLife: Definition<
  { readonly period: Whole; readonly most: Measure },
  HalfLife,
  'halfLife'
> = define({
  name: 'halfLife',
  title: 'Half-life of mean reversion',
  group: 'statistics',
  formula: '−ln 2 / ln(1 + b), Δx₀ = a + b·x₁ by least squares over n changes',
  by: 'Leonard Ornstein and George Uhlenbeck, 1930',
  inputs: ['value'],
  parameters: { period: whole(60, 3), most: measure(1000, 1, MOST_MAX) },
  lines: { halfLife: inOwnPane },
  make: ({ period, most }) => new HalfLife(period, most),
  loop: (made, [values], { halfLife: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
