import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

const PHASE_MAX = 100;
const POWER_MAX = 20;

/**
 * An average as Jurik's is commonly rebuilt; what he sells himself was never published. Two averages follow
 * prices and how far these are from the first, and what it makes of both is smoothed once more. A `phase`
 * above 0 lets it go beyond prices, below 0 it trails them.
 */
export class Jma extends ValueIndicator {
  readonly #alpha: number;
  readonly #beta: number;
  readonly #phase: number;
  private level = NaN;
  private ahead = 0;
  private change = 0;
  private average = NaN;

  constructor(period: number, phase: number = 0, power: number = 2) {
    checkPeriod(period);
    super('Jma', [period, phase, power], period);
    const length = 0.45 * (period - 1);
    this.#beta = length / (length + 2);
    // By products, which are the same on every machine.
    let alpha = 1;
    for (let time = 0; time < power; time += 1) alpha *= this.#beta;
    this.#alpha = alpha;
    this.#phase = phase / 100 + 1.5;
  }

  step(value: number): number {
    if (Number.isNaN(this.average)) {
      this.level = value;
      this.average = value;
      return value;
    }
    const [alpha, beta] = [this.#alpha, this.#beta];
    const rest = 1 - alpha;
    this.level = rest * value + alpha * this.level;
    this.ahead = (1 - beta) * (value - this.level) + beta * this.ahead;
    const gap = this.level + this.#phase * this.ahead - this.average;
    this.change = rest * rest * gap + alpha * alpha * this.change;
    this.average += this.change;
    return this.average;
  }
}

/** An average that is smooth and yet early. */
export const jma: Definition<
  { readonly period: Whole; readonly phase: Measure; readonly power: Whole },
  Jma,
  'jma'
> = define({
  name: 'jma',
  title: 'Jurik moving average, as it is commonly rebuilt',
  group: 'average',
  formula:
    'JMA₁ + e₂: e₀ = (1 − α)·x₀ + α·e₀₁, e₁ = (1 − β)·(x₀ − e₀) + β·e₁₁, e₂ = (1 − α)²·(e₀ + (phase / 100 + 1.5)·e₁ − JMA₁) + α²·e₂₁, β = 0.45·(n − 1) / (0.45·(n − 1) + 2), α = β^power',
  by: 'after Mark Jurik, 1990s',
  inputs: ['value'],
  parameters: {
    period: whole(7),
    phase: measure(0, -PHASE_MAX, PHASE_MAX),
    power: whole(2, 1, POWER_MAX),
  },
  lines: { jma: overPrices },
  make: ({ period, phase, power }) => new Jma(period, phase, power),
  loop: (made, [values], { jma: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
