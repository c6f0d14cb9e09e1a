import { BarIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { ChandelierExit } from './chandelier-exit.ts';

const MULTIPLIER_MAX = 100;

/** Over how many bars its first stops look back, how many true ranges they keep away, and over how many bars the farthest of them counts. */
export type ChandeKrollSettings = {
  readonly period: number;
  readonly multiplier: number;
  readonly stop: number;
};

/**
 * Chande and Kroll's stops: a first stop hangs from the highest high, and one stands on the lowest low, by
 * true ranges. Whoever is short leaves at the highest of the first ones, and whoever is long, its `value`, at
 * the lowest of the others.
 */
export class ChandeKrollStop extends BarIndicator {
  private readonly first: ChandelierExit;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  /** Where whoever is short leaves; NaN before it has a value. */
  short: number = NaN;

  constructor({ period, multiplier, stop }: ChandeKrollSettings) {
    super('ChandeKrollStop', [{ period, multiplier, stop }], period + stop);
    this.first = new ChandelierExit(period, multiplier);
    this.highest = new ExtremeWindow(stop, 1);
    this.lowest = new ExtremeWindow(stop, -1);
  }

  step(high: number, low: number, close: number): number {
    const hung = this.first.step(high, low, close);
    if (Number.isNaN(hung)) return NaN;
    const short = this.highest.push(hung);
    const long = this.lowest.push(this.first.short);
    if (!this.highest.isFull) return NaN;
    this.short = short;
    return long;
  }
}

/** Stops by true ranges, the farthest of some bars. */
export const chandeKrollStop: Definition<
  { readonly period: Whole; readonly multiplier: Measure; readonly stop: Whole },
  ChandeKrollStop,
  'long' | 'short'
> = define({
  name: 'chandeKrollStop',
  title: 'Chande Kroll stop',
  group: 'average',
  formula:
    'long = min of q bars of (lowest low(p) + m·ATR(p)), short = max of q bars of (highest high(p) − m·ATR(p))',
  by: 'Tushar Chande and Stanley Kroll, 1994',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(10), multiplier: measure(1, 0, MULTIPLIER_MAX), stop: whole(9) },
  lines: { long: overPrices, short: overPrices },
  read: ({ short }) => [short],
  make: (settings) => new ChandeKrollStop(settings),
  loop: (made, [high, low, close], { long, short }, from) => {
    for (let row = from; row < high.length; row += 1) {
      long[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      short[row] = made.short;
    }
  },
});
