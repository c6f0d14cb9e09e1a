import { SeededAverage } from './seeded-average.ts';

/**
 * Wilder's average: the mean of the first `period` inputs, then each new one weighs one in `period`.
 *
 * @example
 * const average = new WilderAverage(2);
 * average.update(10); // 10
 * average.update(20); // 15
 * average.update(40); // 27.5
 */
export class WilderAverage extends SeededAverage {
  constructor(period: number) {
    super('WilderAverage', period, 'sma');
  }

  fork(): WilderAverage {
    return new WilderAverage(this.warmUp).copy(this);
  }

  protected next(before: number, value: number): number {
    return (before * (this.warmUp - 1) + value) / this.warmUp;
  }
}
