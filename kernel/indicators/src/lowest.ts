import { RollingExtreme } from './rolling-extreme.ts';
import { runBatch } from './run-batch.ts';

/**
 * The lowest of the last `period` inputs, or of all so far while they are fewer.
 *
 * @example
 * const lowest = new Lowest(2);
 * lowest.update(10); // 10
 * lowest.update(30); // 10
 */
export class Lowest extends RollingExtreme {
  constructor(period: number) {
    super(period, -1);
  }

  override fork(): Lowest {
    const copy = new Lowest(this.warmUp);
    copy.take(this);
    return copy;
  }
}

/** The values of a `Lowest` over `values`; those before `period` inputs are running ones. */
export function lowest(values: Float64Array, period: number): Float64Array {
  return runBatch(new Lowest(period), values);
}
