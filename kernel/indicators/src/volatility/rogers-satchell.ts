import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** Volatility by where bars reach from both their ends, which a trend does not raise. */
export class RogersSatchell extends FourIndicator {
  readonly #scale: number;
  private readonly terms: Sum;

  constructor(period: number, year: number = YEAR) {
    super('RogersSatchell', [period, year], period);
    this.#scale = year / period;
    this.terms = new Sum(period);
  }

  step(open: number, high: number, low: number, close: number): number {
    const above = logRatio(high, close) * logRatio(high, open);
    const below = logRatio(low, close) * logRatio(low, open);
    return Math.sqrt(Math.max(0, this.terms.step(above + below)) * this.#scale);
  }
}

/** Volatility that a trend does not raise. */
export const rogersSatchell: Definition<
  { readonly period: Whole; readonly year: Measure },
  RogersSatchell,
  'rogersSatchell'
> = define({
  name: 'rogersSatchell',
  title: 'Rogers–Satchell volatility',
  group: 'volatility',
  formula: '√(y·Σ(ln(high / close)·ln(high / open) + ln(low / close)·ln(low / open)) / n)',
  by: 'Chris Rogers and Stephen Satchell, 1991',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: whole(20, 1), year: yearMeasure },
  lines: { rogersSatchell: inOwnPane },
  make: ({ period, year }) => new RogersSatchell(period, year),
  loop: (made, [open, high, low, close], { rogersSatchell: line }, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
