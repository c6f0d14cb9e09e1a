import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const BODY = 2 * Math.LN2 - 1;
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** Volatility by the ranges and the bodies of bars. */
export class GarmanKlass extends FourIndicator {
  readonly #scale: number;
  private readonly terms: Sum;

  constructor(period: number, year: number = YEAR) {
    super('GarmanKlass', [period, year], period);
    this.#scale = year / period;
    this.terms = new Sum(period);
  }

  step(open: number, high: number, low: number, close: number): number {
    const term = logRatio(high, low) ** 2 / 2 - BODY * logRatio(close, open) ** 2;
    return Math.sqrt(Math.max(0, this.terms.step(term)) * this.#scale);
  }
}

/** Volatility by ranges and bodies. */
export const garmanKlass: Definition<
  { readonly period: Whole; readonly year: Measure },
  GarmanKlass,
  'garmanKlass'
> = define({
  name: 'garmanKlass',
  title: 'Garman–Klass volatility',
  group: 'volatility',
  formula: '√(y·Σ(½·ln²(high / low) − (2·ln 2 − 1)·ln²(close / open)) / n)',
  by: 'Mark Garman and Michael Klass, 1980',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: whole(20, 1), year: yearMeasure },
  lines: { garmanKlass: inOwnPane },
  make: ({ period, year }) => new GarmanKlass(period, year),
  loop: (made, [open, high, low, close], { garmanKlass: line }, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
