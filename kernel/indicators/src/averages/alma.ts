import { exp } from 'argosy/core';

import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { FixedWeights } from './fixed-weights.ts';

/** Where the bell of an `Alma` stands in the window, 1 for the newest input, and how narrow it is. */
export type AlmaShape = { readonly offset: number; readonly sigma: number };

const SIGMA_MAX = 100;

/** Arnaud Legoux' average: weights are a bell that stands nearer to the newest input. */
export class Alma extends FixedWeights {
  constructor(period: number, { offset, sigma }: AlmaShape) {
    checkPeriod(period);
    const middle = offset * (period - 1);
    const width = period / sigma;
    const weights = Float64Array.from({ length: period }, (_, place) =>
      exp(-((place - middle) ** 2) / (2 * width * width)),
    );
    super({ name: 'Alma', settings: [period, { offset, sigma }], weights });
  }
}

/** The mean by a bell. */
export const alma: Definition<
  { readonly period: Whole; readonly offset: Measure; readonly sigma: Measure },
  Alma,
  'alma'
> = define({
  name: 'alma',
  title: 'Arnaud Legoux moving average',
  group: 'average',
  formula: 'Σ wₖ·x / Σ wₖ, wₖ = exp(−(k − o·(n − 1))² / (2·(n / σ)²)), k = 0 … n − 1',
  by: 'Arnaud Legoux and Dimitris Kouzis-Loukas, 2009',
  inputs: ['value'],
  parameters: { period: whole(9), offset: measure(0.85, 0, 1), sigma: measure(6, 1, SIGMA_MAX) },
  lines: { alma: overPrices },
  make: ({ period, ...shape }) => new Alma(period, shape),
  loop: (made, [values], { alma: line }, from) => {
    made.fill(values, line, from);
  },
});
