import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const WEIGHT = 0.015;
/** Prices that lie this part from their mean do so by rounding. */
const SAME = 4 * Number.EPSILON;

/** Commodity channel index: how far a typical price stands from its mean, in mean distances; 0 where nothing moved. */
export class Cci extends BarIndicator {
  readonly #period: number;
  private readonly window: Window;

  constructor(period: number) {
    super('Cci', [period], period);
    this.window = new Window(period);
    this.#period = period;
  }

  step(high: number, low: number, close: number): number {
    const { window } = this;
    const period = this.#period;
    const typical = (high + low + close) / 3;
    window.push(typical);
    if (!window.isFull) return NaN;
    // By how far each lies from the last: so the mean of what is the same is just that.
    const distance = -window.sum(typical) / period;
    const spread = window.spread(typical - distance);
    const isStill = spread <= SAME * period * Math.abs(typical);
    return distance === 0 || isStill ? 0 : distance / ((WEIGHT * spread) / period);
  }
}

/** How far prices stand from their mean. */
export const cci: Definition<Period, Cci, 'cci'> = defineLine({
  name: 'cci',
  title: 'Commodity channel index',
  group: 'momentum',
  formula: '(p − p̄) / (0.015·Σ|p − p̄| / n), p = (high + low + close) / 3',
  by: 'Donald Lambert, 1980',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Cci(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
