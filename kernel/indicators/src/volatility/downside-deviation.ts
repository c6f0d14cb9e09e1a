import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { YEAR, yearMeasure } from './year.ts';

/** How far returns go down, of all of them. */
export class DownsideDeviation extends ValueIndicator {
  readonly #scale: number;
  private before = NaN;
  private readonly squares: Sum;

  constructor(period: number, year: number = YEAR) {
    super('DownsideDeviation', [period, year], period + 1);
    this.#scale = year / period;
    this.squares = new Sum(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const fall = before === 0 ? 0 : Math.min(0, (value - before) / before);
    return Math.sqrt(Math.max(0, this.squares.step(fall * fall)) * this.#scale);
  }
}

/** How far returns go down. */
export const downsideDeviation: Definition<
  { readonly period: Whole; readonly year: Measure },
  DownsideDeviation,
  'downsideDeviation'
> = define({
  name: 'downsideDeviation',
  title: 'Downside deviation',
  group: 'volatility',
  formula: '√(y·Σmin(r, 0)² / n), r = x₀ / x₁ − 1',
  by: 'Frank Sortino, 1980s',
  inputs: ['value'],
  parameters: { period: whole(20, 1), year: yearMeasure },
  lines: { downsideDeviation: inOwnPane },
  make: ({ period, year }) => new DownsideDeviation(period, year),
  loop: (made, [values], { downsideDeviation: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
