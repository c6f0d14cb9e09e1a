import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * The sum of the last `period` inputs. It is kept from step to step; beside it inputs are added up anew,
 * and each time a whole window has come that sum takes its place, so that what a huge input leaves of
 * rounding is gone with it.
 *
 * @example
 * const sum = new Sum(2);
 * sum.update(1); // NaN: two are needed
 * sum.update(2); // 3
 */
export class Sum extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  private total = NaN;
  private fresh = 0;
  /** How many zeros came last, counted up to the period. */
  private zeros = 0;

  constructor(period: number) {
    super('Sum', [period], period);
    this.#period = period;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const left = window.push(value);
    this.fresh += value;
    if (window.isAtStart) {
      this.total = this.fresh;
      this.fresh = 0;
    } else this.total += value - left;
    if (value !== 0) this.zeros = 0;
    else if (this.zeros < window.size) this.zeros += 1;
    if (this.zeros === window.size) this.total = 0;
    return this.total;
  }

  /**
   * Fills a line with its steps over a column, each divided by a number: window after window, of which the
   * first row takes the sum that was made anew. Gives the sum of what it reads.
   */
  override fill(
    column: Float64Array,
    line: Float64Array,
    from: number,
    divisor: number = 1,
  ): number {
    const period = this.#period;
    if (period === 1) return fillEach(column, line, from, divisor);
    const full = from + period - 1;
    line.fill(NaN, from, full);
    const read = column.subarray(from);
    // From here on what comes and what is filled have the same places, and what leaves the one before.
    const [coming, filled] = [column.subarray(full), line.subarray(full)];
    let fresh = sumOf(column.subarray(from, full));
    let sum = 0;
    for (let start = 0; start < coming.length; start += period) {
      const first = coming[start] ?? NaN;
      let total = fresh + first;
      sum += total;
      fresh = 0;
      filled[start] = total / divisor;
      const end = Math.min(coming.length, start + period);
      if (first === 0) {
        fresh = this.#fillZeros({ read, coming, filled, start, end, total }, divisor);
        continue;
      }
      for (let place = start + 1; place < end; place += 1) {
        const value = coming[place] ?? NaN;
        fresh += value;
        total += value - (read[place - 1] ?? NaN);
        filled[place] = total / divisor;
      }
    }
    return sum + fresh;
  }

  /** The same of a window that begins with 0: only in such a one there may be as many zeros as its size. Gives what is made anew. */
  #fillZeros({ read, coming, filled, start, end, total }: Block, divisor: number): number {
    const period = this.#period;
    let zeros = 1;
    while (zeros < period && read[start + period - 1 - zeros] === 0) zeros += 1;
    let fresh = 0;
    let sum = total;
    for (let place = start + 1; place < end; place += 1) {
      const value = coming[place] ?? NaN;
      fresh += value;
      // Not asked but counted: where zeros come by chance, a question is guessed wrong half of the time.
      zeros = (zeros + 1) * Number(value === 0);
      sum = zeros < period ? sum + (value - (read[place - 1] ?? NaN)) : 0;
      filled[place] = sum / divisor;
    }
    return fresh;
  }
}

/** The rows of one window, and the sum it begins with. */
type Block = {
  readonly read: Float64Array;
  readonly coming: Float64Array;
  readonly filled: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly total: number;
};

/** Over one input a sum is that input, added to nothing. */
function fillEach(column: Float64Array, line: Float64Array, from: number, divisor: number): number {
  let sum = 0;
  for (let row = from; row < column.length; row += 1) {
    const value = 0 + (column[row] ?? NaN);
    sum += value;
    line[row] = value / divisor;
  }
  return sum;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** The sum of the last inputs. */
export const sum: Definition<Period, Sum, 'sum'> = defineLine({
  name: 'sum',
  title: 'Sum',
  group: 'statistics',
  formula: 'x₀ + x₁ + … + xₙ₋₁',
  by: 'arithmetic',
  standard: 30,
  plot: inOwnPane,
  make: (period) => new Sum(period),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});
