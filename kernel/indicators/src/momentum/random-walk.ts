import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { TrueRange } from '../volatility/true-range.ts';

/** Each step looks at each bar of the period: this bounds what it costs. */
const PERIOD_MOST = 1000;

/** Random walk index: how far the price came, of how far chance would have led it, the furthest over each way back; its value is that upwards. */
export class RandomWalk extends BarIndicator {
  readonly #period: number;
  private readonly range: TrueRange;
  private readonly ranges: Window;
  private readonly highs: Window;
  private readonly lows: Window;
  /** How far it came downwards; NaN before it has a value. */
  down: number = NaN;

  constructor(period: number) {
    super('RandomWalk', [period], period + 1);
    this.#period = period;
    this.range = new TrueRange();
    this.ranges = new Window(period);
    this.highs = new Window(period + 1);
    this.lows = new Window(period + 1);
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    if (!Number.isNaN(range)) this.ranges.push(range);
    this.highs.push(high);
    this.lows.push(low);
    if (!this.highs.isFull) return NaN;
    const [rangeOf, highOf, lowOf] = [this.ranges.byAge(), this.highs.byAge(), this.lows.byAge()];
    let [up, down, ranges] = [-Infinity, -Infinity, rangeOf[0] ?? NaN];
    for (let back = 2; back <= this.#period; back += 1) {
      ranges += rangeOf[back - 1] ?? NaN;
      // The mean range times the root of the bars is what chance would make of them.
      const chance = ranges / Math.sqrt(back);
      up = Math.max(up, chance === 0 ? 0 : (high - (lowOf[back] ?? NaN)) / chance);
      down = Math.max(down, chance === 0 ? 0 : ((highOf[back] ?? NaN) - low) / chance);
    }
    this.down = down;
    return up;
  }
}

/** How far prices came, of how far chance would lead. */
export const randomWalk: Definition<Period, RandomWalk, 'up' | 'down'> = define({
  name: 'randomWalk',
  title: 'Random walk index',
  group: 'momentum',
  formula:
    'up = max of (high₀ − lowₖ) / (mean TR of k bars · √k), k = 2 … n; down = of highₖ − low₀',
  by: 'Michael Poulos, 1991',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(8, 2, PERIOD_MOST) },
  lines: { up: inOwnPane, down: inOwnPane },
  read: ({ down }) => [down],
  make: ({ period }) => new RandomWalk(period),
  loop: (made, [high, low, close], { up, down }, from) => {
    for (let row = from; row < high.length; row += 1) {
      up[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      down[row] = made.down;
    }
  },
});
