import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { BarColumns, Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Adx } from './directional-movement.ts';

/** The average directional index and what it was a period ago, halved. */
export class Adxr extends BarIndicator {
  private readonly adx: Adx;
  private readonly window: Window;

  constructor(period: number) {
    super('Adxr', [period], 3 * period - 1);
    this.adx = new Adx(period);
    this.window = new Window(period);
  }

  step(high: number, low: number, close: number): number {
    const now = this.adx.step(high, low, close);
    if (Number.isNaN(now)) return NaN;
    this.window.push(now);
    return this.window.isFull ? (now + this.window.oldest) / 2 : NaN;
  }

  /** Fills a line as the steps of a new one would; the window lies in the column of the index. */
  fill(columns: BarColumns, line: Float64Array, from: number): void {
    const now = new Float64Array(line.length);
    this.adx.fill(columns, now, from);
    const back = this.window.size - 1;
    const full = Math.min(line.length, from + back);
    line.fill(NaN, from, full);
    for (let row = full; row < line.length; row += 1) {
      line[row] = ((now[row] ?? NaN) + (now[row - back] ?? NaN)) / 2;
    }
  }
}

/** How one-sided the way was, now and a period ago. */
export const adxr: Definition<Period, Adxr, 'adxr'> = defineLine({
  name: 'adxr',
  title: 'Average directional index rating',
  group: 'momentum',
  formula: '(ADX₀ + ADXₙ₋₁) / 2',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Adxr(period),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});
