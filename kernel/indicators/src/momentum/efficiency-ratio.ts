import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sum } from '../statistics/sum.ts';

/** Efficiency ratio: how much of their way inputs made good; where none moved it is `flat`: 1 as in TA-Lib, 0 elsewhere. */
export class EfficiencyRatio extends ValueIndicator {
  readonly #flat: number;
  private readonly window: Window;
  private readonly way: Sum;
  private before = NaN;

  constructor(period: number, { flat = 1 }: { readonly flat?: number } = {}) {
    super('EfficiencyRatio', [period, { flat }], period + 1);
    this.#flat = flat;
    this.window = new Window(period);
    this.way = new Sum(period);
  }

  step(value: number): number {
    const step = Math.abs(value - this.before);
    this.before = value;
    const gained = Math.abs(value - this.window.push(value));
    if (Number.isNaN(step)) return NaN;
    const way = this.way.step(step);
    if (way === 0) return this.#flat;
    // A straight way may fall short of what was gained, by rounding.
    return way < gained ? 1 : gained / way;
  }
}

/** How much of their way inputs made good. */
export const efficiencyRatio: Definition<
  { readonly period: Whole; readonly flat: Measure },
  EfficiencyRatio,
  'efficiencyRatio'
> = define({
  name: 'efficiencyRatio',
  title: 'Efficiency ratio',
  group: 'momentum',
  formula: '|x₀ − xₙ| / Σ|Δx|',
  by: 'Perry Kaufman, 1995',
  inputs: ['value'],
  parameters: { period: whole(10), flat: measure(1, 0, 1) },
  lines: { efficiencyRatio: inOwnPane },
  make: ({ period, flat }) => new EfficiencyRatio(period, { flat }),
  loop: (made, [values], { efficiencyRatio }, from) => {
    for (let row = from; row < values.length; row += 1) {
      efficiencyRatio[row] = made.step(values[row] ?? NaN);
    }
  },
});
