import { checkValue } from './errors.ts';
import { runBatch } from './run-batch.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Population standard deviation of the last `period` inputs, or of all so far while they are fewer. A
 * running sum of squares would lose the small deviations of large prices, so there is none.
 *
 * @example
 * const deviation = new StandardDeviation(2);
 * deviation.update(10); // 0
 * deviation.update(14); // 2
 */
export class StandardDeviation extends WindowIndicator {
  constructor(period: number) {
    super('StandardDeviation', period);
  }

  peek(value: number): number {
    checkValue(value);
    const count = this.kept + 1;
    const mean = (this.sumOfKept() + value) / count;
    return Math.sqrt((this.squaresOfKept(mean) + (value - mean) ** 2) / count);
  }

  fork(): StandardDeviation {
    return new StandardDeviation(this.warmUp).copy(this);
  }
}

/** The values of a `StandardDeviation` over `values`; those before `period` inputs are running ones. */
export function standardDeviation(values: Float64Array, period: number): Float64Array {
  return runBatch(new StandardDeviation(period), values);
}
