import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { LineFit } from './line-fit.ts';

/** Of the straight line through the last inputs by least squares: where it will stand at the next. */
export class TimeSeriesForecast extends ValueIndicator {
  readonly #period: number;
  private readonly fit: LineFit;

  constructor(period: number) {
    super('TimeSeriesForecast', [period], period);
    this.#period = period;
    this.fit = new LineFit(period);
  }

  step(value: number): number {
    const { fit } = this;
    return fit.push(value) ? fit.start + fit.slope * this.#period : NaN;
  }
}

/** The line through the last inputs: where it will stand at the next. */
export const timeSeriesForecast: Definition<Period, TimeSeriesForecast, 'timeSeriesForecast'> =
  defineLine({
    name: 'timeSeriesForecast',
    title: 'Time series forecast',
    group: 'statistics',
    formula: 'a + b·n',
    by: 'Gauss and Legendre',
    standard: 14,
    least: 2,
    plot: overPrices,
    make: (period) => new TimeSeriesForecast(period),
    loop: (made, [values], line, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
