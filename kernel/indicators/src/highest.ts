import { RollingExtreme } from './rolling-extreme.ts';
import { runBatch } from './run-batch.ts';

/**
 * The highest of the last `period` inputs, or of all so far while they are fewer.
 *
 * @example
 * const highest = new Highest(2);
 * highest.update(10); // 10
 * highest.update(30); // 30
 */
export class Highest extends RollingExtreme {
  constructor(period: number) {
    super(period, 1);
  }

  override fork(): Highest {
    const copy = new Highest(this.warmUp);
    copy.take(this);
    return copy;
  }
}

/** The values of a `Highest` over `values`; those before `period` inputs are running ones. */
export function highest(values: Float64Array, period: number): Float64Array {
  return runBatch(new Highest(period), values);
}
