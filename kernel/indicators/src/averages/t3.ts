import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Ema } from './ema.ts';

const DEPTH = 6;

/** Tillson's T3: six exponential averages of one another, weighted so that it is smooth and near. */
export class T3 extends ValueIndicator {
  readonly #weights: readonly [number, number, number, number];
  private readonly averages: readonly Ema[];

  constructor(period: number, factor = 0.7) {
    super('T3', [period, factor], DEPTH * (period - 1) + 1);
    this.averages = Array.from({ length: DEPTH }, () => new Ema(period));
    const [square, cube] = [factor * factor, factor * factor * factor];
    this.#weights = [
      -cube,
      3 * (square + cube),
      -6 * square - 3 * (factor + cube),
      1 + 3 * (factor + square) + cube,
    ];
  }

  step(value: number): number {
    let [third, fourth, fifth, last] = [NaN, NaN, NaN, value];
    for (const average of this.averages) {
      [third, fourth, fifth] = [fourth, fifth, last];
      last = average.step(last);
      if (Number.isNaN(last)) return NaN;
    }
    const [a, b, c, d] = this.#weights;
    return a * last + b * fifth + c * fourth + d * third;
  }
}

/** Six averages of one another. */
export const t3: Definition<{ readonly period: Whole; readonly factor: Measure }, T3, 't3'> =
  define({
    name: 't3',
    title: 'Tillson’s T3',
    group: 'average',
    formula: 'c₁·e₆ + c₂·e₅ + c₃·e₄ + c₄·e₃, eₖ = EMA(eₖ₋₁)',
    by: 'Tim Tillson, 1998',
    inputs: ['value'],
    parameters: { period: whole(5), factor: measure(0.7, 0, 1) },
    lines: { t3: overPrices },
    make: ({ period, factor }) => new T3(period, factor),
    loop: (made, [values], { t3: line }, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
