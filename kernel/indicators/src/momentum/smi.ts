import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

const PERCENT = 100;

/** How far an `Smi` looks back, and how it is smoothed. */
export type SmiPeriods = {
  readonly period: number;
  readonly first: number;
  readonly second: number;
  readonly signal: number;
};

/** Stochastic momentum index: how far the close stands from the middle of the range, of half the range, both smoothed twice, in percent. */
export class Smi extends BarIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly distances: TwiceSmoothed;
  private readonly ranges: TwiceSmoothed;
  private readonly average: Ema;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ period, first, second, signal }: SmiPeriods) {
    super('Smi', [{ period, first, second, signal }], period + first + second + signal - 3);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.distances = new TwiceSmoothed(first, second);
    this.ranges = new TwiceSmoothed(first, second);
    this.average = new Ema(signal);
  }

  step(high: number, low: number, close: number): number {
    const top = this.highest.push(high);
    const bottom = this.lowest.push(low);
    if (!this.highest.isFull) return NaN;
    const distance = this.distances.step(close - (top + bottom) / 2);
    const range = this.ranges.step(top - bottom);
    if (Number.isNaN(range)) return NaN;
    const place = range === 0 ? 0 : (PERCENT * distance) / (range / 2);
    this.signal = this.average.step(place);
    return place;
  }
}

/** Where the close stands around the middle of the range. */
export const smi: Definition<
  {
    readonly period: Whole;
    readonly first: Whole;
    readonly second: Whole;
    readonly signal: Whole;
  },
  Smi,
  'smi' | 'signal'
> = define({
  name: 'smi',
  title: 'Stochastic momentum index',
  group: 'momentum',
  formula:
    '100·EMA(EMA(close − (hₙ + lₙ) / 2, f), s) / (EMA(EMA(hₙ − lₙ, f), s) / 2); signal = EMA(SMI, g)',
  by: 'William Blau, 1993',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(13), first: whole(25), second: whole(2), signal: whole(9) },
  lines: { smi: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new Smi(periods),
  loop: (made, [high, low, close], { smi, signal }, from) => {
    for (let row = from; row < high.length; row += 1) {
      smi[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
