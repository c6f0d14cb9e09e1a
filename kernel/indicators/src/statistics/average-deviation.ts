import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** How far the last inputs lie from their mean, on average. Each step looks at all of them. */
export class AverageDeviation extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;

  constructor(period: number) {
    super('AverageDeviation', [period], period);
    this.window = new Window(period);
    this.#period = period;
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    if (!window.isFull) return NaN;
    const period = this.#period;
    return window.spread(window.sum() / period) / period;
  }
}

/** How far inputs lie from their mean. */
export const averageDeviation: Definition<Period, AverageDeviation, 'averageDeviation'> =
  defineLine({
    name: 'averageDeviation',
    title: 'Average deviation',
    group: 'statistics',
    formula: 'Σ|x − x̄| / n',
    by: 'arithmetic',
    standard: 14,
    least: 2,
    plot: inOwnPane,
    make: (period) => new AverageDeviation(period),
    loop: (made, [values], line, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
