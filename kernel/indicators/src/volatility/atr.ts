import { BarIndicator, type ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageOf } from '../averages/by-kind.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { TrueRange } from './true-range.ts';

/** How ranges are averaged: by Wilder unless told. */
export type AtrSmoothing = 'wilder' | 'sma' | 'ema';

/**
 * Average true range: Wilder's average, unless told, of how far each bar reached, gaps included. The first bar has no
 * close before it and counts for nothing but that, as in TA-Lib.
 */
export class Atr extends BarIndicator {
  private readonly range: TrueRange;
  private readonly average: ValueIndicator;

  constructor(period: number, smoothing: AtrSmoothing = 'wilder') {
    super('Atr', smoothing === 'wilder' ? [period] : [period, smoothing], period + 1);
    this.range = new TrueRange();
    this.average =
      smoothing === 'wilder' ? new WilderAverage(period) : averageOf(smoothing, period);
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    return Number.isNaN(range) ? NaN : this.average.step(range);
  }
}

/** How far bars reach on average. */
export const atr: Definition<
  { readonly period: Whole; readonly smoothing: Choice<AtrSmoothing> },
  Atr,
  'atr'
> = define({
  name: 'atr',
  title: 'Average true range',
  group: 'volatility',
  formula: 'RMA(TR, n), or SMA or EMA',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(14), smoothing: choice('wilder', 'sma', 'ema') },
  lines: { atr: inOwnPane },
  make: ({ period, smoothing }) => new Atr(period, smoothing),
  loop: (made, [high, low, close], { atr: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
