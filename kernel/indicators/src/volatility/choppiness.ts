import { ln } from 'argosy/core';

import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import { Sum } from '../statistics/sum.ts';
import { TrueRange } from './true-range.ts';

const PERCENT = 100;

/** How much to and fro there is in how far prices went, from near 0 of a straight way to 100; 0 where they stood still. */
export class Choppiness extends BarIndicator {
  readonly #scale: number;
  private readonly range: TrueRange;
  private readonly total: Sum;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('Choppiness', [period], period + 1);
    this.#scale = PERCENT / ln(period);
    this.range = new TrueRange();
    this.total = new Sum(period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number, close: number): number {
    const height = this.highest.push(high) - this.lowest.push(low);
    const range = this.range.step(high, low, close);
    if (Number.isNaN(range)) return NaN;
    const total = this.total.step(range);
    if (Number.isNaN(total)) return NaN;
    return height > 0 && total > 0 ? ln(total / height) * this.#scale : 0;
  }
}

/** How much to and fro there is. */
export const choppiness: Definition<Period, Choppiness, 'choppiness'> = defineLine({
  name: 'choppiness',
  title: 'Choppiness index',
  group: 'volatility',
  formula: '100·log(ΣTR / (max high − min low)) / log n',
  by: 'E. W. Dreiss, 1993',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Choppiness(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
