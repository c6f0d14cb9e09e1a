import { checkValue } from './errors.ts';
import { runBatch } from './run-batch.ts';
import { WindowIndicator } from './window-indicator.ts';

/**
 * Simple moving average: the mean of the last `period` inputs, or of all so far while they are fewer.
 *
 * @example
 * const sma = new Sma(2);
 * sma.update(10); // 10
 * sma.update(20); // 15
 * sma.update(40); // 30
 */
export class Sma extends WindowIndicator {
  constructor(period: number) {
    super('Sma', period);
  }

  peek(value: number): number {
    checkValue(value);
    return (this.sumOfKept() + value) / (this.kept + 1);
  }

  fork(): Sma {
    return new Sma(this.warmUp).copy(this);
  }
}

/** The values of an `Sma` over `values`, bit for bit; those before `period` inputs are running ones. */
export function sma(values: Float64Array, period: number): Float64Array {
  return runBatch(new Sma(period), values);
}
