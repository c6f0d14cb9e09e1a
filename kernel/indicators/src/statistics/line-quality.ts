import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from './pair-moments.ts';

/** Which part of how the last inputs vary the straight line through them tells, from 0 to 1; 0 where they stand still. */
export class RSquared extends ValueIndicator {
  private readonly moments: PairMoments;
  private row = 0;

  constructor(period: number) {
    super('RSquared', [period], period);
    this.moments = new PairMoments(period);
  }

  step(value: number): number {
    this.row += 1;
    this.moments.step(this.row, value);
    return this.moments.isFull ? this.moments.correlation ** 2 : NaN;
  }
}

/** How far the last inputs lie from the straight line through them, as the standard error of what it tells. */
export class RegressionError extends ValueIndicator {
  readonly #divisor: number;
  private readonly moments: PairMoments;
  private row = 0;

  constructor(period: number) {
    super('RegressionError', [period], period);
    this.#divisor = period - 2;
    this.moments = new PairMoments(period);
  }

  step(value: number): number {
    this.row += 1;
    this.moments.step(this.row, value);
    return this.moments.isFull ? Math.sqrt(this.moments.residue / this.#divisor) : NaN;
  }
}

/** Which part of inputs a straight line tells. */
export const rSquared: Definition<Period, RSquared, 'rSquared'> = defineLine({
  name: 'rSquared',
  title: 'R²',
  group: 'statistics',
  formula: 'the squared correlation of x₀, …, xₙ₋₁ with time',
  by: 'Sewall Wright, 1921',
  standard: 14,
  least: 3,
  plot: inOwnPane,
  make: (period) => new RSquared(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** How far inputs lie from a straight line. */
export const regressionError: Definition<Period, RegressionError, 'regressionError'> = defineLine({
  name: 'regressionError',
  title: 'Standard error of the regression',
  group: 'statistics',
  formula: '√(Σ(x − a − b·t)² / (n − 2))',
  by: 'Gauss and Legendre',
  standard: 14,
  least: 3,
  plot: inOwnPane,
  make: (period) => new RegressionError(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
