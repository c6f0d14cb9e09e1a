import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { Moments } from '../statistics/moments.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** Volatility by gaps, bodies and where bars reach, the first two as of a sample. */
export class YangZhang extends FourIndicator {
  readonly #scale: number;
  readonly #period: number;
  readonly #share: number;
  private readonly gaps: Moments;
  private readonly bodies: Moments;
  private readonly ranges: Sum;
  private before = NaN;

  constructor(period: number, year: number = YEAR) {
    super('YangZhang', [period, year], period + 1);
    this.#period = period;
    this.#scale = year;
    this.#share = 0.34 / (1.34 + (period + 1) / (period - 1));
    this.gaps = new Moments(period);
    this.bodies = new Moments(period);
    this.ranges = new Sum(period);
  }

  step(open: number, high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const above = logRatio(high, close) * logRatio(high, open);
    const below = logRatio(low, close) * logRatio(low, open);
    const range = this.ranges.step(above + below) / this.#period;
    const gap = this.gaps.step(logRatio(open, before)) / (this.#period - 1);
    const body = this.bodies.step(logRatio(close, open)) / (this.#period - 1);
    const variance = gap + this.#share * body + (1 - this.#share) * range;
    return Math.sqrt(Math.max(0, variance) * this.#scale);
  }
}

/** Volatility by gaps, bodies and ranges. */
export const yangZhang: Definition<
  { readonly period: Whole; readonly year: Measure },
  YangZhang,
  'yangZhang'
> = define({
  name: 'yangZhang',
  title: 'Yang–Zhang volatility',
  group: 'volatility',
  formula:
    '√(y·(s²(ln(open / close₁)) + k·s²(ln(close / open)) + (1 − k)·RS)), k = 0.34 / (1.34 + (n + 1) / (n − 1))',
  by: 'Dennis Yang and Qiang Zhang, 2000',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: whole(20, 2), year: yearMeasure },
  lines: { yangZhang: inOwnPane },
  make: ({ period, year }) => new YangZhang(period, year),
  loop: (made, [open, high, low, close], { yangZhang: line }, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
