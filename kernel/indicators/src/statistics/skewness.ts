import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { deviationChoice, type Deviation } from './deviation.ts';
import { ShapeWindow } from './shape-window.ts';

/** How much farther the last inputs lie from their mean on one side: above zero, upwards; 0 where none moves. Each step looks at all of them. */
export class Skewness extends ValueIndicator {
  /** What makes it one of a sample. */
  readonly #factor: number;
  private readonly window: ShapeWindow;

  constructor(period: number, deviation: Deviation = 'population') {
    super('Skewness', [period, deviation], period);
    const isSample = deviation === 'sample';
    this.#factor = isSample ? Math.sqrt(period * (period - 1)) / (period - 2) : 1;
    this.window = new ShapeWindow(period);
  }

  step(value: number): number {
    return this.window.push(value) ? this.window.skewness * this.#factor : NaN;
  }
}

/** How much farther inputs lie on one side. */
export const skewness: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  Skewness,
  'skewness'
> = define({
  name: 'skewness',
  title: 'Skewness',
  group: 'statistics',
  formula: 'm₃ / m₂^1.5, mₖ = Σ(x − x̄)ᵏ / n; of a sample times √(n·(n − 1)) / (n − 2)',
  by: 'Ronald Fisher, 1930',
  inputs: ['value'],
  parameters: { period: whole(30, 3), deviation: deviationChoice },
  lines: { skewness: inOwnPane },
  make: ({ period, deviation }) => new Skewness(period, deviation),
  loop: (made, [values], { skewness: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
