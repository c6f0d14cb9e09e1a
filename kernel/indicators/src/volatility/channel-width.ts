import { BarIndicator, PairIndicator } from '../base/by-inputs.ts';
import {
  define,
  defineLine,
  inOwnPane,
  measure,
  whole,
  type Definition,
} from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Period, Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { checkDeviations } from '../errors.ts';
import { Atr } from './atr.ts';

const RANGES_MAX = 1000;

/** What a `KeltnerWidth` is made of. */
export type KeltnerWidthOptions = {
  readonly period: number;
  readonly range: number;
  readonly ranges: number;
};

/** How far apart Keltner's bands are, as a part of their middle; 0 where that is 0. */
export class KeltnerWidth extends BarIndicator {
  readonly #ranges: number;
  private readonly middle: Ema;
  private readonly range: Atr;

  constructor({ period, range, ranges }: KeltnerWidthOptions) {
    checkDeviations(ranges);
    super('KeltnerWidth', [{ period, range, ranges }], Math.max(period, range + 1));
    this.#ranges = ranges;
    this.middle = new Ema(period);
    this.range = new Atr(range);
  }

  step(high: number, low: number, close: number): number {
    const middle = this.middle.step(close);
    const width = 2 * this.#ranges * this.range.step(high, low, close);
    if (Number.isNaN(width)) return NaN;
    return middle === 0 ? 0 : width / middle;
  }
}

/** How far the lowest and the highest of the last bars are apart, as a part of what lies in the middle; 0 where that is 0. */
export class DonchianWidth extends PairIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('DonchianWidth', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    const middle = (top + bottom) / 2;
    return middle === 0 ? 0 : (top - bottom) / middle;
  }
}

/** How far apart Keltner's bands are. */
export const keltnerWidth: Definition<
  { readonly period: Whole; readonly range: Whole; readonly ranges: Measure },
  KeltnerWidth,
  'keltnerWidth'
> = define({
  name: 'keltnerWidth',
  title: 'Keltner width',
  group: 'volatility',
  formula: '2·d·ATR(r) / EMA(close, n)',
  by: 'Chester Keltner, 1960; Linda Raschke, 1980s',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(20), range: whole(10), ranges: measure(2, 0, RANGES_MAX) },
  lines: { keltnerWidth: inOwnPane },
  make: (options) => new KeltnerWidth(options),
  loop: (made, [high, low, close], { keltnerWidth: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});

/** How far the lowest and the highest are apart. */
export const donchianWidth: Definition<Period, DonchianWidth, 'donchianWidth'> = defineLine({
  name: 'donchianWidth',
  title: 'Donchian width',
  group: 'volatility',
  formula: '(max high − min low) / ((max high + min low) / 2)',
  by: 'after Richard Donchian, 1960',
  inputs: ['high', 'low'],
  standard: 20,
  plot: inOwnPane,
  make: (period) => new DonchianWidth(period),
  loop: (made, [high, low], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
