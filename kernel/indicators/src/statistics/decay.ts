import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';

/** What an input leaves behind as it fades by the same amount each step, until a higher one comes. */
export class Decay extends ValueIndicator {
  readonly #step: number;
  private level = NaN;

  constructor(period: number) {
    super('Decay', [period], 1);
    this.#step = 1 / period;
  }

  step(value: number): number {
    const faded = this.level - this.#step;
    this.level = faded > value ? faded : value;
    return this.level;
  }
}

/** What an input leaves behind as it fades by the same part each step, until a higher one comes. */
export class ExponentialDecay extends ValueIndicator {
  readonly #kept: number;
  private level = NaN;

  constructor(period: number) {
    super('ExponentialDecay', [period], 1);
    this.#kept = 1 - 1 / period;
  }

  step(value: number): number {
    const faded = this.level * this.#kept;
    this.level = faded > value ? faded : value;
    return this.level;
  }
}

/** What an input leaves behind, by amounts. */
export const decay: Definition<Period, Decay, 'decay'> = defineLine({
  name: 'decay',
  title: 'Linear decay',
  group: 'statistics',
  formula: 'max(x₀, D₁ − 1 / n)',
  by: 'arithmetic, as in Tulip',
  standard: 5,
  plot: inOwnPane,
  make: (period) => new Decay(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** What an input leaves behind, by parts. */
export const exponentialDecay: Definition<Period, ExponentialDecay, 'exponentialDecay'> =
  defineLine({
    name: 'exponentialDecay',
    title: 'Exponential decay',
    group: 'statistics',
    formula: 'max(x₀, D₁·(1 − 1 / n))',
    by: 'arithmetic, as in Tulip',
    standard: 5,
    plot: inOwnPane,
    make: (period) => new ExponentialDecay(period),
    loop: (made, [values], line, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
