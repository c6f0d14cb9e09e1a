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
  readonly #period: number;
  private readonly window: Window;
  /** How far prices went to and fro. */
  private readonly path: Sum;
  private average = NaN;

  constructor(period: number) {
    super('Kama', [period], period + 1);
    this.#period = period;
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
    const smoothing = smoothingOf(Math.abs(value - window.oldest), path);
    this.average += (value - this.average) * smoothing * smoothing;
    return this.average;
  }

  /** What it follows is at hand, and the window lies in the column. */
  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const period = this.#period;
    const full = Math.min(column.length, from + period);
    line.fill(NaN, from, full);
    let total = NaN;
    let { fresh, still } = beginning(column, from, full);
    let filled = period - 1;
    let before = column[full - 1] ?? NaN;
    let average = before;
    for (let row = full; row < column.length; row += 1) {
      const value = column[row] ?? NaN;
      const oldest = column[row - period] ?? NaN;
      const way = Math.abs(value - before);
      before = value;
      fresh += way;
      filled += 1;
      if (filled < period) total += way - Math.abs(oldest - (column[row - period - 1] ?? NaN));
      else {
        total = fresh;
        fresh = 0;
        filled = 0;
      }
      still = way === 0 ? still + 1 : 0;
      if (still >= period) total = 0;
      const smoothing = smoothingOf(Math.abs(value - oldest), total);
      average += (value - average) * smoothing * smoothing;
      line[row] = average;
    }
  }
}

/** How long the path was before the first whole window, and how many steps last it stood still. */
function beginning(
  column: Float64Array,
  from: number,
  full: number,
): { fresh: number; still: number } {
  let [fresh, still] = [0, 0];
  for (let row = from + 1; row < full; row += 1) {
    const way = Math.abs((column[row] ?? NaN) - (column[row - 1] ?? NaN));
    fresh += way;
    still = way === 0 ? still + 1 : 0;
  }
  return { fresh, still };
}

/** How much is taken in where so much of a path was made good. */
function smoothingOf(made: number, path: number): number {
  // Where prices went one way, or nowhere, all of the way was made good.
  const efficiency = path <= made || path === 0 ? 1 : made / path;
  return efficiency * (FASTEST - SLOWEST) + SLOWEST;
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
    made.fill(values, line, from);
  },
});
