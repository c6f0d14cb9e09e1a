import { ValueIndicator } from '../base/by-inputs.ts';
import type { Settings } from '../base/indicator.ts';
import { Window } from '../base/window.ts';

/** What is known of a mean with fixed weights: its name, what another is made with, and its weights, oldest first. */
export type Weighting = {
  readonly name: string;
  readonly settings: Settings;
  readonly weights: Float64Array;
};

/** The mean of the last inputs, each with the weight of its place. Each step looks at all of them. */
export abstract class FixedWeights extends ValueIndicator {
  readonly #weights: Float64Array;
  readonly #total: number;
  private readonly window: Window;

  constructor({ name, settings, weights }: Weighting) {
    super(name, settings, weights.length);
    this.#weights = weights;
    this.#total = weights.reduce((one, other) => one + other, 0);
    this.window = new Window(weights.length);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    if (!window.isFull) return NaN;
    const weights = this.#weights;
    const newest = weights.length - 1;
    let sum = 0;
    for (let place = 0; place <= newest; place += 1) {
      sum += (weights[place] ?? NaN) * window.at(newest - place);
    }
    return sum / this.#total;
  }

  /** The window lies in the column. */
  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const weights = this.#weights;
    const back = weights.length - 1;
    const full = Math.min(column.length, from + back);
    line.fill(NaN, from, full);
    for (let row = full; row < column.length; row += 1) {
      let sum = 0;
      for (let place = 0; place <= back; place += 1) {
        sum += (weights[place] ?? NaN) * (column[row - back + place] ?? NaN);
      }
      line[row] = sum / this.#total;
    }
  }
}
