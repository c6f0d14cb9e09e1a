import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** How far returns go, their mean taken to be nothing. */
export class RealisedVolatility extends ValueIndicator {
  readonly #scale: number;
  private before = NaN;
  private readonly squares: Sum;

  constructor(period: number, year: number = YEAR) {
    super('RealisedVolatility', [period, year], period + 1);
    this.#scale = year / period;
    this.squares = new Sum(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    return Math.sqrt(Math.max(0, this.squares.step(logRatio(value, before) ** 2)) * this.#scale);
  }
}

/** How far returns go. */
export const realisedVolatility: Definition<
  { readonly period: Whole; readonly year: Measure },
  RealisedVolatility,
  'realisedVolatility'
> = define({
  name: 'realisedVolatility',
  title: 'Realised volatility',
  group: 'volatility',
  formula: '√(y·Σr² / n), r = ln(x₀ / x₁)',
  by: 'Torben Andersen and Tim Bollerslev, 1998',
  inputs: ['value'],
  parameters: { period: whole(20, 1), year: yearMeasure },
  lines: { realisedVolatility: inOwnPane },
  make: ({ period, year }) => new RealisedVolatility(period, year),
  loop: (made, [values], { realisedVolatility: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
