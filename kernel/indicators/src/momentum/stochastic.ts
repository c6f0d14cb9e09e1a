import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import { Sma } from '../averages/sma.ts';

const PERCENT = 100;

/** How far a `Stochastic` looks back, and how its lines are smoothed. */
export type StochasticPeriods = {
  readonly period: number;
  /** Over how many the first line is averaged; 1 makes it the fast one. */
  readonly smoothing: number;
  readonly signal: number;
};

/** Stochastic: where the close stands in the range of the last bars, in percent; 0 where there is no range. */
export class Stochastic extends BarIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly smoothed: Sma;
  private readonly average: Sma;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ period, smoothing, signal }: StochasticPeriods) {
    super('Stochastic', [{ period, smoothing, signal }], period + smoothing + signal - 2);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.smoothed = new Sma(smoothing);
    this.average = new Sma(signal);
  }

  step(high: number, low: number, close: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    const place = top === bottom ? 0 : ((close - bottom) / (top - bottom)) * PERCENT;
    const smoothed = this.smoothed.step(place);
    if (!Number.isNaN(smoothed)) this.signal = this.average.step(smoothed);
    return smoothed;
  }
}

/** Where the close stands in the range, from below. */
export const stochastic: Definition<
  { readonly period: Whole; readonly smoothing: Whole; readonly signal: Whole },
  Stochastic,
  'k' | 'd'
> = define({
  name: 'stochastic',
  title: 'Stochastic',
  group: 'momentum',
  formula: '%K = SMA(100·(close − lowest) / (highest − lowest), s); %D = SMA(%K, g)',
  by: 'George Lane, 1950s',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(5), smoothing: whole(3), signal: whole(3) },
  lines: { k: inOwnPane, d: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new Stochastic(periods),
});
