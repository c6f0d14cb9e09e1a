import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sum } from '../statistics/sum.ts';

const FASTEST = 2 / (2 + 1);
const SLOWEST = 2 / (30 + 1);

/**
 * Kaufman's adaptive moving average: it follows fast where prices go one way, and slowly where they go
 * to and fro. As in TA-Lib it begins at the input before its first value.
 */
export class Kama extends ValueIndicator {
  private readonly window: Window;
  /** How far prices went to and fro. */
  private readonly path: Sum;
  private average = NaN;

  constructor(period: number) {
    super('Kama', [period], period + 1);
    this.window = new Window(period + 1);
    this.path = new Sum(period);
  }

  step(value: number): number {
    const { window } = this;
    const before = window.at(0);
    window.push(value);
    if (Number.isNaN(before)) return NaN;
    const path = this.path.step(Math.abs(value - before));
    if (Number.isNaN(path)) return NaN;
    if (Number.isNaN(this.average)) this.average = before;
    const made = Math.abs(value - window.oldest);
    // Where prices went one way, or nowhere, all of the way was made good.
    const efficiency = path <= made || path === 0 ? 1 : made / path;
    const smoothing = efficiency * (FASTEST - SLOWEST) + SLOWEST;
    this.average += (value - this.average) * smoothing * smoothing;
    return this.average;
  }
}

/** An average as fast as prices are straight. */
export const kama: Definition<Period, Kama, 'kama'> = defineLine({
  name: 'kama',
  title: 'Kaufman’s adaptive moving average',
  group: 'average',
  formula: 'KAMA₁ + s²·(x₀ − KAMA₁), s = |x₀ − xₙ| / Σ|Δx|·(2/3 − 2/31) + 2/31',
  by: 'Perry Kaufman, 1995',
  standard: 30,
  plot: overPrices,
  make: (period) => new Kama(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
