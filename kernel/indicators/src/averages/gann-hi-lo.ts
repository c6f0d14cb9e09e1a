import { BarIndicator, type ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from './by-kind.ts';

/** Over how many bars highs are averaged, and lows. */
export type GannHiLoPeriods = { readonly highs: number; readonly lows: number };

/**
 * Gann's high-low activator: the average of lows under prices that rise, and that of highs over prices that
 * fall. They rise from where a close passes the average of highs of the bar before, and fall from where one
 * passes that of lows. It begins as of a rise.
 */
export class GannHiLo extends BarIndicator {
  private readonly highs: ValueIndicator;
  private readonly lows: ValueIndicator;
  private top = NaN;
  private bottom = NaN;
  /** 1 while prices rise, -1 while they fall; NaN before it has a value. */
  direction: number = NaN;

  constructor({ highs, lows }: GannHiLoPeriods, average: AverageKind = 'sma') {
    const tops = averageOf(average, highs);
    const bottoms = averageOf(average, lows);
    super('GannHiLo', [{ highs, lows }, average], Math.max(tops.warmUp, bottoms.warmUp) + 1);
    this.highs = tops;
    this.lows = bottoms;
  }

  step(high: number, low: number, close: number): number {
    const [topBefore, bottomBefore] = [this.top, this.bottom];
    this.top = this.highs.step(high);
    this.bottom = this.lows.step(low);
    if (Number.isNaN(topBefore) || Number.isNaN(bottomBefore)) return NaN;
    if (close > topBefore) this.direction = 1;
    else if (close < bottomBefore) this.direction = -1;
    else if (Number.isNaN(this.direction)) this.direction = 1;
    return this.direction > 0 ? this.bottom : this.top;
  }
}

/** The average that prices have to pass to turn. */
export const gannHiLo: Definition<
  { readonly highs: Whole; readonly lows: Whole; readonly average: Choice<AverageKind> },
  GannHiLo,
  'gannHiLo' | 'direction'
> = define({
  name: 'gannHiLo',
  title: 'Gann high-low activator',
  group: 'average',
  formula: 'MA(low, l) from close > MA(high, h)₁ on, MA(high, h) from close < MA(low, l)₁ on',
  by: 'Robert Krausz, 1998',
  inputs: ['high', 'low', 'close'],
  parameters: { highs: whole(3), lows: whole(3), average: averageKind('sma') },
  lines: { gannHiLo: overPrices, direction: inOwnPane },
  read: ({ direction }) => [direction],
  make: ({ highs, lows, average }) => new GannHiLo({ highs, lows }, average),
  loop: (made, [high, low, close], { gannHiLo: line, direction }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      direction[row] = made.direction;
    }
  },
});
