import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from './pair-moments.ts';

/** How much the second series rises with the first, return by return, over the last `period` returns; 0 where the first stands still. */
export class Beta extends PairIndicator {
  private readonly moments: PairMoments;
  private first = NaN;
  private second = NaN;

  constructor(period: number) {
    super('Beta', [period], period + 1);
    this.moments = new PairMoments(period);
  }

  step(first: number, second: number): number {
    const [x, y] = [returnOf(this.first, first), returnOf(this.second, second)];
    this.first = first;
    this.second = second;
    if (Number.isNaN(x)) return NaN;
    this.moments.step(x, y);
    return this.moments.isFull ? this.moments.slope : NaN;
  }

  /** Fills a line as the steps of a new one would. */
  fill(
    [values, others]: readonly [Float64Array, Float64Array],
    line: Float64Array,
    from: number,
  ): void {
    const first = Math.min(values.length, from + 1);
    line.fill(NaN, from, first);
    const returns = [returnsOf(values, first), returnsOf(others, first)] as const;
    this.moments.fill(returns, line, { from: first, as: 'slope' });
  }
}

/** How much the second series rises with the first. */
export const beta: Definition<Period, Beta, 'beta'> = defineLine({
  name: 'beta',
  title: 'Beta',
  group: 'statistics',
  formula: 'cov(rx, ry) / var(rx), r the returns',
  by: 'William Sharpe, 1964',
  inputs: ['value', 'other'],
  standard: 5,
  plot: inOwnPane,
  make: (period) => new Beta(period),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});

/** By how many parts a price changed; of none by none, as in TA-Lib. */
function returnOf(before: number, now: number): number {
  return before === 0 ? 0 : (now - before) / before;
}

function returnsOf(column: Float64Array, first: number): Float64Array {
  const returns = new Float64Array(column.length);
  let before = column[first - 1] ?? NaN;
  for (let row = first; row < column.length; row += 1) {
    const now = column[row] ?? NaN;
    returns[row] = returnOf(before, now);
    before = now;
  }
  return returns;
}
