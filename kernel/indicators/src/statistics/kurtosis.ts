import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, type Deviation } from './deviation.ts';
import { ShapeWindow } from './shape-window.ts';

/** How much more of the spread of the last inputs is in a few of them than of what is normally distributed, which has 0; 0 where none moves. Each step looks at all of them. */
export class Kurtosis extends ValueIndicator {
  readonly #period: number;
  readonly #isSample: boolean;
  private readonly window: ShapeWindow;

  constructor(period: number, deviation: Deviation = 'population') {
    super('Kurtosis', [period, deviation], period);
    this.#period = period;
    this.#isSample = deviation === 'sample';
    this.window = new ShapeWindow(period);
  }

  step(value: number): number {
    if (!this.window.push(value)) return NaN;
    const [n, { excess }] = [this.#period, this.window];
    return this.#isSample ? (((n + 1) * excess + 6) * (n - 1)) / ((n - 2) * (n - 3)) : excess;
  }
}

/** How much of the spread is in a few inputs. */
export const kurtosis: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  Kurtosis,
  'kurtosis'
> = define({
  name: 'kurtosis',
  title: 'Excess kurtosis',
  group: 'statistics',
  formula:
    'g = m₄ / m₂² − 3, mₖ = Σ(x − x̄)ᵏ / n; of a sample (n − 1)·((n + 1)·g + 6) / ((n − 2)·(n − 3))',
  by: 'Karl Pearson, 1905; Ronald Fisher, 1930',
  inputs: ['value'],
  parameters: { period: whole(30, 4), deviation: deviationChoice },
  lines: { kurtosis: inOwnPane },
  make: ({ period, deviation }) => new Kurtosis(period, deviation),
  loop: (made, [values], { kurtosis: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
