import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from '../statistics/line-fit.ts';
import { Moments } from '../statistics/moments.ts';

/** Correlation trend: how straight the last inputs rose, 1, or fell, −1; 0 where they stood still. */
export class CorrelationTrend extends ValueIndicator {
  readonly #period: number;
  /** The standard deviation of as many steps in time. */
  readonly #steps: number;
  private readonly line: LineFit;
  private readonly moments: Moments;

  constructor(period: number) {
    super('CorrelationTrend', [period], period);
    this.#period = period;
    this.#steps = Math.sqrt((period * period - 1) / 12);
    this.line = new LineFit(period);
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const spread = this.moments.step(value);
    if (!this.line.push(value)) return NaN;
    if (spread === 0) return 0;
    const correlation = (this.line.slope * this.#steps) / Math.sqrt(spread / this.#period);
    return Math.max(-1, Math.min(1, correlation));
  }
}

/** How straight inputs rose. */
export const cti: Definition<Period, CorrelationTrend, 'cti'> = defineLine({
  name: 'cti',
  title: 'Correlation trend indicator',
  group: 'momentum',
  formula: 'the correlation of x with time',
  by: 'John Ehlers, 2020',
  standard: 20,
  least: 2,
  plot: inOwnPane,
  make: (period) => new CorrelationTrend(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
