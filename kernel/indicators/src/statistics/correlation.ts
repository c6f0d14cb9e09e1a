import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from './pair-moments.ts';

/** How near the last inputs of two series are to a straight line, from -1 to 1; 0 where one stands still. */
export class Correlation extends PairIndicator {
  private readonly moments: PairMoments;

  constructor(period: number) {
    super('Correlation', [period], period);
    this.moments = new PairMoments(period);
  }

  step(first: number, second: number): number {
    this.moments.step(first, second);
    return this.moments.isFull ? this.moments.correlation : NaN;
  }

  /** Fills a line as the steps of a new one would. */
  fill(columns: readonly [Float64Array, Float64Array], line: Float64Array, from: number): void {
    this.moments.fill(columns, line, { from, as: 'correlation' });
  }
}

/** How near two series are to a straight line. */
export const correlation: Definition<Period, Correlation, 'correlation'> = defineLine({
  name: 'correlation',
  title: 'Correlation',
  group: 'statistics',
  formula: 'Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)²·Σ(y − ȳ)²)',
  by: 'Karl Pearson, 1895',
  inputs: ['value', 'other'],
  standard: 30,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Correlation(period),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});
