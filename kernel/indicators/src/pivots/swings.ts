import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Plot, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { checkPeriod } from '../errors.ts';

const BARS_MAX = 500;
const FOUND = 100;

/** How many bars on each side of a swing it has to pass. */
export type SwingBars = { readonly left: Whole; readonly right: Whole };

/**
 * Swings: highs above those of `left` bars before and `right` bars after, and lows below. One is found
 * `right` bars after it was, and never taken back. Its `value` is the last high; until there is one, the
 * highest so far. Of equal highs side by side none counts, as in TA-Lib.
 *
 * @example
 * const swings = new Swings(1, 1);
 * for (const high of [10, 12, 11]) swings.update(high, high - 1);
 * swings.value; // 12, found with the bar after it
 */
export class Swings extends PairIndicator {
  readonly #left: number;
  readonly #right: number;
  private readonly highs: Window;
  private readonly lows: Window;
  private high = -Infinity;
  /** The last low; until there is one, the lowest so far. */
  low: number = Infinity;
  /** 100 where a high was found with the last bar, else 0. */
  highFound: number = NaN;
  /** 100 where a low was found with the last bar, else 0. */
  lowFound: number = NaN;
  /** How many bars ago the high was; of the highest so far, how many since it was. */
  highAge: number = 0;
  /** How many bars ago the low was. */
  lowAge: number = 0;
  /** Whether a high was found so far, 1 or 0, and a low. */
  private hasHigh = 0;
  private hasLow = 0;

  constructor(left: number, right: number) {
    for (const bars of [left, right]) checkPeriod(bars);
    super('Swings', [left, right], left + right + 1);
    this.#left = left;
    this.#right = right;
    this.highs = new Window(left + right + 1);
    this.lows = new Window(left + right + 1);
  }

  step(high: number, low: number): number {
    this.highs.push(high);
    this.lows.push(low);
    this.highAge += 1;
    this.lowAge += 1;
    if (this.hasHigh === 0 && high >= this.high) [this.high, this.highAge] = [high, 0];
    if (this.hasLow === 0 && low <= this.low) [this.low, this.lowAge] = [low, 0];
    if (!this.highs.isFull) return this.high;
    this.highFound = this.#stands(this.highs, 1) ? FOUND : 0;
    this.lowFound = this.#stands(this.lows, -1) ? FOUND : 0;
    if (this.highFound > 0) {
      [this.high, this.highAge, this.hasHigh] = [this.highs.at(this.#right), this.#right, 1];
    }
    if (this.lowFound > 0) {
      [this.low, this.lowAge, this.hasLow] = [this.lows.at(this.#right), this.#right, 1];
    }
    return this.high;
  }

  /** Whether the price of `right` bars ago stands out of all in the window. */
  #stands(window: Window, sign: 1 | -1): boolean {
    const price = window.at(this.#right) * sign;
    for (let age = this.#left + this.#right; age >= 0; age -= 1) {
      if (age !== this.#right && window.at(age) * sign >= price) return false;
    }
    return true;
  }
}

/** Where swings are found: its `value` is 100 with the bar that a high was found with, else 0. */
export class Fractals extends PairIndicator {
  private readonly swings: Swings;

  constructor(left: number, right: number) {
    super('Fractals', [left, right], left + right + 1);
    this.swings = new Swings(left, right);
  }

  /** 100 with the bar that a low was found with, else 0. */
  get lowFound(): number {
    return this.swings.lowFound;
  }

  step(high: number, low: number): number {
    this.swings.step(high, low);
    return this.swings.highFound;
  }
}

const mark: Plot = { as: 'mark', over: 'prices' };

/** Fractals: where a swing of two bars on each side was found. */
export const fractals: Definition<SwingBars, Fractals, 'high' | 'low'> = define({
  name: 'fractals',
  title: 'Williams’ fractals',
  group: 'pivot',
  formula:
    '100 where the high of r bars ago stands above those of l bars before and r after; the low below',
  by: 'Bill Williams, 1995',
  inputs: ['high', 'low'],
  parameters: { left: whole(2, 1, BARS_MAX), right: whole(2, 1, BARS_MAX) },
  lines: { high: mark, low: mark },
  read: ({ lowFound }) => [lowFound],
  make: ({ left, right }) => new Fractals(left, right),
  loop: (made, [highs, lows], { high, low }, from) => {
    for (let row = from; row < highs.length; row += 1) {
      high[row] = made.step(highs[row] ?? NaN, lows[row] ?? NaN);
      low[row] = made.lowFound;
    }
    return undefined;
  },
});

/** Where the last swings were. */
export const swings: Definition<SwingBars, Swings, 'high' | 'low' | 'highAge' | 'lowAge'> = define({
  name: 'swings',
  title: 'Swing highs and lows',
  group: 'pivot',
  formula:
    'the last high above those of l bars before and r after, the last low below, and their ages',
  by: 'chart analysts',
  inputs: ['high', 'low'],
  parameters: { left: whole(5, 1, BARS_MAX), right: whole(5, 1, BARS_MAX) },
  lines: { high: overPrices, low: overPrices, highAge: inOwnPane, lowAge: inOwnPane },
  read: ({ low, highAge, lowAge }) => [low, highAge, lowAge],
  make: ({ left, right }) => new Swings(left, right),
  loop: (made, [highs, lows], { high, low, highAge, lowAge }, from) => {
    for (let row = from; row < highs.length; row += 1) {
      high[row] = made.step(highs[row] ?? NaN, lows[row] ?? NaN);
      low[row] = made.low;
      highAge[row] = made.highAge;
      lowAge[row] = made.lowAge;
    }
    return undefined;
  },
});
