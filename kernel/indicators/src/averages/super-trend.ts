import { BarIndicator } from '../base/by-inputs.ts';
import {
  define,
  inOwnPane,
  measure,
  overPrices,
  whole,
  type Definition,
} from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Atr } from '../volatility/atr.ts';

const MULTIPLIER_MAX = 100;

/**
 * SuperTrend: a stop below rising prices and above falling ones, so many average true ranges from the
 * middle of the bar. It only ever comes nearer, until a close passes it; the other side's stop counts
 * then. It begins as of a rise.
 */
export class SuperTrend extends BarIndicator {
  readonly #multiplier: number;
  private readonly range: Atr;
  private above = NaN;
  private below = NaN;
  private before = NaN;
  /** 1 while prices rise, -1 while they fall; NaN before it has a value. */
  direction: number = NaN;

  constructor(period: number, multiplier: number) {
    super('SuperTrend', [period, multiplier], period + 1);
    this.#multiplier = multiplier;
    this.range = new Atr(period);
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    const { before } = this;
    this.before = close;
    if (Number.isNaN(range)) return NaN;
    const middle = (high + low) / 2;
    const above = middle + this.#multiplier * range;
    const below = middle - this.#multiplier * range;
    // A stop that the close before had passed counts no more, and is set anew.
    this.above = above < this.above || !(before <= this.above) ? above : this.above;
    this.below = below > this.below || !(before >= this.below) ? below : this.below;
    this.direction = this.#turn(close);
    return this.direction > 0 ? this.below : this.above;
  }

  #turn(close: number): number {
    if (Number.isNaN(this.direction)) return 1;
    if (this.direction > 0) return close < this.below ? -1 : 1;
    return close > this.above ? 1 : -1;
  }
}

/** A stop that follows prices. */
export const superTrend: Definition<
  { readonly period: Whole; readonly multiplier: Measure },
  SuperTrend,
  'superTrend' | 'direction'
> = define({
  name: 'superTrend',
  title: 'SuperTrend',
  group: 'average',
  formula: '(high + low) / 2 ∓ m·ATR(n), never away from prices before a close passes it',
  by: 'Olivier Seban, 2009',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(10), multiplier: measure(3, 0, MULTIPLIER_MAX) },
  lines: { superTrend: overPrices, direction: inOwnPane },
  read: ({ direction }) => [direction],
  make: ({ period, multiplier }) => new SuperTrend(period, multiplier),
  loop: (made, [high, low, close], { superTrend, direction }, from) => {
    for (let row = from; row < high.length; row += 1) {
      superTrend[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      direction[row] = made.direction;
    }
  },
});
