import { BarIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Atr } from '../volatility/atr.ts';

const MULTIPLIER_MAX = 100;

/** Where a holder leaves: so many average true ranges below the highest high; its value. Whoever is short leaves as far above the lowest low. */
export class ChandelierExit extends BarIndicator {
  readonly #multiplier: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly range: Atr;
  /** Where whoever is short leaves; NaN before it has a value. */
  short: number = NaN;

  constructor(period: number, multiplier: number) {
    super('ChandelierExit', [period, multiplier], period + 1);
    this.#multiplier = multiplier;
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.range = new Atr(period);
  }

  step(high: number, low: number, close: number): number {
    const room = this.#multiplier * this.range.step(high, low, close);
    const top = this.highest.push(high);
    this.short = this.lowest.push(low) + room;
    return top - room;
  }
}

/** A stop that hangs from the highest high. */
export const chandelierExit: Definition<
  { readonly period: Whole; readonly multiplier: Measure },
  ChandelierExit,
  'long' | 'short'
> = define({
  name: 'chandelierExit',
  title: 'Chandelier exit',
  group: 'average',
  formula: 'long = highest high − m·ATR(n), short = lowest low + m·ATR(n)',
  by: 'Charles Le Beau, 1992',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(22), multiplier: measure(3, 0, MULTIPLIER_MAX) },
  lines: { long: overPrices, short: overPrices },
  read: ({ short }) => [short],
  make: ({ period, multiplier }) => new ChandelierExit(period, multiplier),
  loop: (made, [high, low, close], { long, short }, from) => {
    for (let row = from; row < high.length; row += 1) {
      long[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      short[row] = made.short;
    }
  },
});
