import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** Volatility by the ranges of bars. */
export class Parkinson extends PairIndicator {
  readonly #scale: number;
  private readonly squares: Sum;

  constructor(period: number, year: number = YEAR) {
    super('Parkinson', [period, year], period);
    this.#scale = year / (4 * period * Math.LN2);
    this.squares = new Sum(period);
  }

  step(high: number, low: number): number {
    return Math.sqrt(Math.max(0, this.squares.step(logRatio(high, low) ** 2)) * this.#scale);
  }
}

/** Volatility by the ranges of bars. */
export const parkinson: Definition<
  { readonly period: Whole; readonly year: Measure },
  Parkinson,
  'parkinson'
> = define({
  name: 'parkinson',
  title: 'Parkinson volatility',
  group: 'volatility',
  formula: '√(y·Σln²(high / low) / (4·n·ln 2))',
  by: 'Michael Parkinson, 1980',
  inputs: ['high', 'low'],
  parameters: { period: whole(20, 1), year: yearMeasure },
  lines: { parkinson: inOwnPane },
  make: ({ period, year }) => new Parkinson(period, year),
  loop: (made, [high, low], { parkinson: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
