import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { YEAR, logRatio, yearMeasure } from './year.ts';

/** Volatility as in RiskMetrics: squared returns, of which each weighs less than the one after it. Begins with the first. */
export class EwmaVolatility extends ValueIndicator {
  readonly #lambda: number;
  readonly #year: number;
  private before = NaN;
  private variance = NaN;

  constructor(lambda = 0.94, year: number = YEAR) {
    super('EwmaVolatility', [lambda, year], 2);
    this.#lambda = lambda;
    this.#year = year;
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const square = logRatio(value, before) ** 2;
    const isFirst = Number.isNaN(this.variance);
    this.variance = isFirst ? square : this.#lambda * this.variance + (1 - this.#lambda) * square;
    return Math.sqrt(this.variance * this.#year);
  }
}

/** Volatility in which old returns fade. */
export const ewmaVolatility: Definition<
  { readonly lambda: Measure; readonly year: Measure },
  EwmaVolatility,
  'ewmaVolatility'
> = define({
  name: 'ewmaVolatility',
  title: 'Exponentially weighted volatility',
  group: 'volatility',
  formula: '√(y·σ²), σ² = λ·σ₁² + (1 − λ)·r², r = ln(x₀ / x₁)',
  by: 'J.P. Morgan RiskMetrics, 1996',
  inputs: ['value'],
  parameters: { lambda: measure(0.94, 0, 1), year: yearMeasure },
  lines: { ewmaVolatility: inOwnPane },
  make: ({ lambda, year }) => new EwmaVolatility(lambda, year),
  loop: (made, [values], { ewmaVolatility: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
