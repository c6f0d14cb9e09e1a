import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** How far returns go but for single jumps: of each three that follow one another, the middle one counts. */
export class MedianRealised extends ValueIndicator {
  readonly #scale: number;
  private before = NaN;
  private last = NaN;
  private second = NaN;
  private readonly squares: Sum;

  constructor(period: number, year: number = YEAR) {
    super('MedianRealised', [period, year], period + 1);
    this.#scale = (year * Math.PI) / (6 - 4 * Math.sqrt(3) + Math.PI) / (period - 2);
    this.squares = new Sum(period - 2);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const [size, last, second] = [Math.abs(logRatio(value, before)), this.last, this.second];
    this.second = last;
    this.last = size;
    if (Number.isNaN(second)) return NaN;
    const middle = Math.max(Math.min(size, last), Math.min(Math.max(size, last), second));
    return Math.sqrt(Math.max(0, this.squares.step(middle * middle)) * this.#scale);
  }
}

/** How far returns go but for jumps. */
export const medianRealised: Definition<
  { readonly period: Whole; readonly year: Measure },
  MedianRealised,
  'medianRealised'
> = define({
  name: 'medianRealised',
  title: 'Median realised volatility',
  group: 'volatility',
  formula: '√(y·π / (6 − 4√3 + π)·Σmed²(|r₂|, |r₁|, |r₀|) / (n − 2)), r = ln(x₀ / x₁)',
  by: 'Torben Andersen, Dobrislav Dobrev and Ernst Schaumburg, 2012',
  inputs: ['value'],
  parameters: { period: whole(20, 3), year: yearMeasure },
  lines: { medianRealised: inOwnPane },
  make: ({ period, year }) => new MedianRealised(period, year),
  loop: (made, [values], { medianRealised: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
