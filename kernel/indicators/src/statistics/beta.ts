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
  loop: (made, [values, others], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, others[row] ?? NaN);
    }
  },
});

/** By how many parts a price changed; of none by none, as in TA-Lib. */
function returnOf(before: number, now: number): number {
  return before === 0 ? 0 : (now - before) / before;
}
