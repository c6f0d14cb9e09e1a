import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

/** Relative strength in Laguerre's time: how much of the steps between four ever slower filters goes upwards, 0 to 1. All begin with the first input. */
export class LaguerreRsi extends ValueIndicator {
  readonly #gamma: number;
  private first = NaN;
  private second = NaN;
  private third = NaN;
  private fourth = NaN;

  constructor(gamma: number) {
    super('LaguerreRsi', [gamma], 2);
    this.#gamma = gamma;
  }

  step(value: number): number {
    const { first, second, third, fourth } = this;
    if (Number.isNaN(first)) {
      this.first = value;
      this.second = value;
      this.third = value;
      this.fourth = value;
      return NaN;
    }
    const gamma = this.#gamma;
    this.first = (1 - gamma) * value + gamma * first;
    this.second = -gamma * this.first + first + gamma * second;
    this.third = -gamma * this.second + second + gamma * third;
    this.fourth = -gamma * this.third + third + gamma * fourth;
    return this.#strength();
  }

  #strength(): number {
    const one = this.first - this.second;
    const two = this.second - this.third;
    const three = this.third - this.fourth;
    const up = Math.max(0, one) + Math.max(0, two) + Math.max(0, three);
    const both = Math.abs(one) + Math.abs(two) + Math.abs(three);
    return both === 0 ? 0 : up / both;
  }
}

/** Relative strength with hardly any inputs. */
export const laguerreRsi: Definition<{ readonly gamma: Measure }, LaguerreRsi, 'laguerreRsi'> =
  define({
    name: 'laguerreRsi',
    title: 'Laguerre relative strength',
    group: 'momentum',
    formula:
      'U / (U + D) of L₀ − L₁, L₁ − L₂, L₂ − L₃; L₀ = (1 − γ)·x + γ·L₀′, Lₖ = −γ·Lₖ₋₁ + Lₖ₋₁′ + γ·Lₖ′, ′ the step before',
    by: 'John Ehlers, 2002',
    inputs: ['value'],
    parameters: { gamma: measure(0.5, 0, 0.99) },
    lines: { laguerreRsi: inOwnPane },
    make: ({ gamma }) => new LaguerreRsi(gamma),
    loop: (made, [values], { laguerreRsi }, from) => {
      for (let row = from; row < values.length; row += 1) {
        laguerreRsi[row] = made.step(values[row] ?? NaN);
      }
    },
  });
