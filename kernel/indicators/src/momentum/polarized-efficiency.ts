import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Ema } from '../averages/ema.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** Polarised fractal efficiency: how much of their way, drawn with one in time for each step, inputs made good, in percent, below zero where they fell; smoothed. */
export class PolarizedEfficiency extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  private readonly way: Sum;
  private readonly average: Ema;
  private before = NaN;

  constructor(period: number, smoothing: number) {
    super('PolarizedEfficiency', [period, smoothing], period + smoothing);
    this.#period = period;
    this.window = new Window(period);
    this.way = new Sum(period);
    this.average = new Ema(smoothing);
  }

  step(value: number): number {
    const step = value - this.before;
    this.before = value;
    const gained = value - this.window.push(value);
    if (Number.isNaN(step)) return NaN;
    const way = this.way.step(Math.sqrt(step * step + 1));
    if (Number.isNaN(gained)) return NaN;
    const straight = Math.sqrt(gained * gained + this.#period * this.#period);
    return this.average.step(Math.sign(gained) * PERCENT * Math.min(1, straight / way));
  }
}

/** How straight inputs went, and which way. */
export const pfe: Definition<
  { readonly period: Whole; readonly smoothing: Whole },
  PolarizedEfficiency,
  'pfe'
> = define({
  name: 'pfe',
  title: 'Polarised fractal efficiency',
  group: 'momentum',
  formula: 'EMA(±100·√((x₀ − xₙ)² + n²) / Σ√(Δx² + 1), s), ± the sign of x₀ − xₙ',
  by: 'Hans Hannula, 1994',
  inputs: ['value'],
  parameters: { period: whole(10), smoothing: whole(5) },
  lines: { pfe: inOwnPane },
  make: ({ period, smoothing }) => new PolarizedEfficiency(period, smoothing),
  loop: (made, [values], { pfe }, from) => {
    for (let row = from; row < values.length; row += 1) {
      pfe[row] = made.step(values[row] ?? NaN);
    }
  },
});
