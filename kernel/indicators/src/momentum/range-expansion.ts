import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;
/** How far back a bar is compared with others. */
const BACK = 8;

/**
 * Range expansion index: how far highs and lows came in two steps, of the way they went, in percent. A bar
 * that broke away from where prices were five to eight bars before counts only in the way.
 */
export class RangeExpansion extends BarIndicator {
  private readonly highs: Window;
  private readonly lows: Window;
  private readonly closes: Window;
  private readonly moves: Sum;
  private readonly ways: Sum;

  constructor(period: number) {
    super('RangeExpansion', [period], BACK + period);
    this.highs = new Window(BACK + 1);
    this.lows = new Window(BACK + 1);
    this.closes = new Window(BACK + 1);
    this.moves = new Sum(period);
    this.ways = new Sum(period);
  }

  step(high: number, low: number, close: number): number {
    this.highs.push(high);
    this.lows.push(low);
    this.closes.push(close);
    if (!this.closes.isFull) return NaN;
    const up = high - this.highs.at(2);
    const down = low - this.lows.at(2);
    const moves = this.moves.step(this.#isWithin(high, low) ? up + down : 0);
    const ways = this.ways.step(Math.abs(up) + Math.abs(down));
    return ways === 0 ? 0 : (PERCENT * moves) / ways;
  }

  #isWithin(high: number, low: number): boolean {
    const { highs, lows, closes } = this;
    const [top, bottom] = [highs.at(2), lows.at(2)];
    const floor = Math.min(lows.at(5), lows.at(6));
    const ceiling = Math.max(highs.at(5), highs.at(6));
    const least = Math.min(closes.at(7), closes.at(8));
    const most = Math.max(closes.at(7), closes.at(8));
    return (top >= least || high >= floor) && (bottom <= most || low <= ceiling);
  }
}

/** How far prices came in two steps, of their way. */
export const rei: Definition<Period, RangeExpansion, 'rei'> = defineLine({
  name: 'rei',
  title: 'Range expansion index',
  group: 'momentum',
  formula:
    '100·Σm / Σ(|h₀ − h₂| + |l₀ − l₂|), m = h₀ − h₂ + l₀ − l₂ where (h₂ ≥ c₇ or c₈, or h₀ ≥ l₅ or l₆) and (l₂ ≤ c₇ or c₈, or l₀ ≤ h₅ or h₆), else 0',
  by: 'Tom DeMark, 1994',
  inputs: ['high', 'low', 'close'],
  standard: 5,
  plot: inOwnPane,
  make: (period) => new RangeExpansion(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
