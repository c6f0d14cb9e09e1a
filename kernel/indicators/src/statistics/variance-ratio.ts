import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * How far prices vary over some steps by what they would if steps were independent: above 1 they go on,
 * below they turn back; 1 where nothing moves. Both without bias, the longer steps overlapping. Each
 * step looks at all of them; there are at least two more than one of the longer steps has.
 */
export class VarianceRatio extends ValueIndicator {
  readonly #changes: number;
  readonly #steps: number;
  private readonly window: Window;

  constructor(period: number, steps: number) {
    const changes = Math.max(period, steps + 2);
    super('VarianceRatio', [period, steps], changes + 1);
    this.#changes = changes;
    this.#steps = steps;
    this.window = new Window(changes + 1);
  }

  step(value: number): number {
    // A price that is not above zero has no logarithm: it counts as 1.
    this.window.push(value > 0 ? Math.log(value) : 0);
    if (!this.window.isFull) return NaN;
    const [n, q] = [this.#changes, this.#steps];
    const single = this.#squares(1) / (n - 1);
    const longer = this.#squares(q) / (q * (n - q + 1) * (1 - q / n));
    return single === 0 ? 1 : longer / single;
  }

  /** How far changes over so many steps lie from what they are on average, squared and added up. */
  #squares(steps: number): number {
    const { window } = this;
    const drift = ((window.at(0) - window.oldest) / this.#changes) * steps;
    let sum = 0;
    for (let age = 0; age + steps <= this.#changes; age += 1) {
      const distance = window.at(age) - window.at(age + steps) - drift;
      sum += distance * distance;
    }
    return sum;
  }
}

/** Whether prices go on or turn back, by how they vary over longer steps. */
export const varianceRatio: Definition<
  { readonly period: Whole; readonly steps: Whole },
  VarianceRatio,
  'varianceRatio'
> = define({
  name: 'varianceRatio',
  title: 'Variance ratio',
  group: 'statistics',
  formula:
    'Σ(r_q − q·r̄)² / (q·(n − q + 1)·(1 − q / n)) / (Σ(r − r̄)² / (n − 1)), r = Δln x, r_q over q steps',
  by: 'Andrew Lo and Craig MacKinlay, 1988',
  inputs: ['value'],
  parameters: { period: whole(100, 4), steps: whole(5, 2) },
  lines: { varianceRatio: inOwnPane },
  make: ({ period, steps }) => new VarianceRatio(period, steps),
});
