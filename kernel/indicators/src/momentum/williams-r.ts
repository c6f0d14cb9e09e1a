import { fillExtremes } from '../base/extreme-columns.ts';
import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { BarColumns, Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

const PERCENT = 100;

/** Williams’ %R: how far the close stands below the highest high, in percent of the range; 0 where there is none. */
export class WilliamsR extends BarIndicator {
  readonly #period: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('WilliamsR', [period], period);
    this.#period = period;
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number, close: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    return nearness(top, bottom, close);
  }

  /** Fills a line as the steps of a new one would. */
  fill(columns: BarColumns, line: Float64Array, from: number): void {
    const [high, low, close] = columns;
    const size = this.#period;
    const bottoms = new Float64Array(low.length);
    fillExtremes(high, line, { size, sign: 1, from });
    fillExtremes(low, bottoms, { size, sign: -1, from });
    for (let row = from; row < close.length; row += 1) {
      line[row] = nearness(line[row] ?? NaN, bottoms[row] ?? NaN, close[row] ?? NaN);
    }
  }
}

function nearness(top: number, bottom: number, close: number): number {
  return top === bottom ? 0 : ((top - close) / (top - bottom)) * -PERCENT;
}

/** Where the close stands in the range, from above. */
export const williamsR: Definition<Period, WilliamsR, 'williamsR'> = defineLine({
  name: 'williamsR',
  title: 'Williams’ %R',
  group: 'momentum',
  formula: '−100·(highest − close) / (highest − lowest)',
  by: 'Larry Williams, 1973',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new WilliamsR(period),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});
