import { ln } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { settled } from '../momentum/settled.ts';
import { Sum } from '../statistics/sum.ts';
import { SlowPass } from './filters.ts';

const PERIOD_LEAST = 4;
/** Nearer to one the logarithm would run away. */
const EDGE = 0.999;

/** Rocket RSI: how much of the steps of the smoothed momentum went upwards, less how much downwards, stretched so that turns are sharp. */
export class RocketRsi extends ValueIndicator {
  private readonly window: Window;
  private readonly smooth: SlowPass;
  private readonly changes: Sum;
  private readonly sizes: Sum;
  private before = NaN;

  constructor(period: number, smoothing: number) {
    super('RocketRsi', [period, smoothing], 2 * period);
    this.window = new Window(period - 1);
    this.smooth = new SlowPass(smoothing);
    this.changes = new Sum(period);
    this.sizes = new Sum(period);
  }

  step(value: number): number {
    const momentum = value - this.window.push(value);
    if (Number.isNaN(momentum)) return NaN;
    const smooth = this.smooth.step(momentum);
    const change = settled(smooth - this.before, value);
    this.before = smooth;
    if (Number.isNaN(change)) return NaN;
    const changes = this.changes.step(change);
    const sizes = this.sizes.step(Math.abs(change));
    if (Number.isNaN(sizes)) return NaN;
    const part = sizes === 0 ? 0 : Math.max(-EDGE, Math.min(EDGE, changes / sizes));
    return 0.5 * ln((1 + part) / (1 - part));
  }
}

/** How the smoothed momentum turns. */
export const rocketRsi: Definition<
  { readonly period: Whole; readonly smoothing: Whole },
  RocketRsi,
  'rocketRsi'
> = define({
  name: 'rocketRsi',
  title: 'Rocket RSI',
  group: 'cycle',
  formula:
    '½·ln((1 + r) / (1 − r)), r = ΣΔF / Σ|ΔF| of n, at most ±0.999, F = S(x₀ − xₙ₋₁, s), S the super smoother',
  by: 'John Ehlers, 2018',
  inputs: ['value'],
  parameters: { period: whole(10, 2), smoothing: whole(10, PERIOD_LEAST) },
  lines: { rocketRsi: inOwnPane },
  make: ({ period, smoothing }) => new RocketRsi(period, smoothing),
  loop: (made, [values], { rocketRsi }, from) => {
    for (let row = from; row < values.length; row += 1) {
      rocketRsi[row] = made.step(values[row] ?? NaN);
    }
  },
});
