import { exp, ln } from 'argosy/core';

import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { checkPeriod } from '../errors.ts';

/** Ehlers' constants: how fast it slows down as prices fill their range, and the least it takes in. */
const SLOWING = 4.6;
const LEAST = 0.01;

/**
 * Ehlers' fractal adaptive average of the middles of bars: the nearer prices are to a straight line, the more
 * of them it takes in. Their range over both halves of the window and over all of it tell how near; where one
 * of them has none it stays as it was. An odd period counts as the even one below it.
 */
export class Frama extends PairIndicator {
  readonly #half: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  /** The extremes of a half, as they were a half ago. */
  private readonly tops: Window;
  private readonly bottoms: Window;
  private dimension = 0;
  private average = NaN;

  constructor(period: number) {
    checkPeriod(period);
    const half = Math.max(1, Math.floor(period / 2));
    super('Frama', [period], 2 * half);
    this.#half = half;
    this.highest = new ExtremeWindow(half, 1);
    this.lowest = new ExtremeWindow(half, -1);
    this.tops = new Window(half);
    this.bottoms = new Window(half);
  }

  step(high: number, low: number): number {
    const top = this.highest.push(high);
    const bottom = this.lowest.push(low);
    if (!this.highest.isFull) return NaN;
    const topBefore = this.tops.push(top);
    const bottomBefore = this.bottoms.push(bottom);
    if (Number.isNaN(topBefore)) return NaN;
    const whole = Math.max(top, topBefore) - Math.min(bottom, bottomBefore);
    this.#measure(top - bottom, topBefore - bottomBefore, whole);
    const price = (high + low) / 2;
    const part = Math.max(LEAST, Math.min(1, exp(-SLOWING * (this.dimension - 1))));
    if (Number.isNaN(this.average)) this.average = price;
    else this.average = part * price + (1 - part) * this.average;
    return this.average;
  }

  /** Between 1, a straight line, and 2. */
  #measure(newer: number, older: number, whole: number): void {
    if (newer <= 0 || older <= 0 || whole <= 0) return;
    const half = this.#half;
    this.dimension = (ln((newer + older) / half) - ln(whole / (2 * half))) / Math.LN2;
  }
}

/** An average as fast as prices are straight, by their dimension. */
export const frama: Definition<Period, Frama, 'frama'> = defineLine({
  name: 'frama',
  title: 'Fractal adaptive moving average',
  group: 'average',
  formula:
    'α·p₀ + (1 − α)·FRAMA₁, p = (high + low) / 2, α = exp(−4.6·(D − 1)) from 0.01 to 1, D = log₂ of the ranges of both halves by half of n over the range of all by n',
  by: 'John Ehlers, 2005',
  inputs: ['high', 'low'],
  standard: 16,
  least: 2,
  plot: overPrices,
  make: (period) => new Frama(period),
  loop: (made, [high, low], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
