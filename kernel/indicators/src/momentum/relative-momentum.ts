import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { WilderAverage } from '../averages/wilder.ts';

const PERCENT = 100;

/** The periods of a `RelativeMomentum`: of its averages, and how far back it looks for what was gained. */
export type RelativeMomentumPeriods = { readonly period: number; readonly momentum: number };

/** Relative momentum index: the relative strength of what was gained over several steps; over one it is the relative strength. */
export class RelativeMomentum extends ValueIndicator {
  readonly #flat: number;
  private readonly window: Window;
  private readonly gains: WilderAverage;
  private readonly losses: WilderAverage;

  constructor({ period, momentum }: RelativeMomentumPeriods, flat = 0) {
    super('RelativeMomentum', [{ period, momentum }, flat], period + momentum);
    this.#flat = flat;
    this.window = new Window(momentum);
    this.gains = new WilderAverage(period);
    this.losses = new WilderAverage(period);
  }

  step(value: number): number {
    const change = value - this.window.push(value);
    if (Number.isNaN(change)) return NaN;
    const gain = this.gains.step(Math.max(0, change));
    const both = gain + this.losses.step(Math.max(0, -change));
    return both === 0 ? this.#flat : (PERCENT * gain) / both;
  }
}

/** How much of the momentum was upwards. */
export const rmi: Definition<
  { readonly period: Whole; readonly momentum: Whole; readonly flat: Measure },
  RelativeMomentum,
  'rmi'
> = define({
  name: 'rmi',
  title: 'Relative momentum index',
  group: 'momentum',
  formula: '100·U / (U + D), U = RMA(max(x₀ − xₘ, 0), n), D = RMA(max(xₘ − x₀, 0), n)',
  by: 'Roger Altman, 1993',
  inputs: ['value'],
  parameters: { period: whole(20, 2), momentum: whole(5), flat: measure(0, 0, PERCENT) },
  lines: { rmi: inOwnPane },
  make: ({ flat, ...periods }) => new RelativeMomentum(periods, flat),
  loop: (made, [values], { rmi }, from) => {
    for (let row = from; row < values.length; row += 1) {
      rmi[row] = made.step(values[row] ?? NaN);
    }
  },
});
