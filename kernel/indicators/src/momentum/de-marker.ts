import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** DeMarker: how much of what bars reached beyond those before them was upwards, 0 to 1; `flat` where none did. */
export class DeMarker extends PairIndicator {
  readonly #flat: number;
  private readonly ups: Sum;
  private readonly downs: Sum;
  private highBefore = NaN;
  private lowBefore = NaN;

  constructor(period: number, flat = 0) {
    super('DeMarker', [period, flat], period + 1);
    this.#flat = flat;
    this.ups = new Sum(period);
    this.downs = new Sum(period);
  }

  step(high: number, low: number): number {
    const up = high - this.highBefore;
    const down = this.lowBefore - low;
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(up)) return NaN;
    const ups = this.ups.step(Math.max(0, up));
    const both = ups + this.downs.step(Math.max(0, down));
    return both === 0 ? this.#flat : ups / both;
  }
}

/** How much of the new ground was above. */
export const deMarker: Definition<
  { readonly period: Whole; readonly flat: Measure },
  DeMarker,
  'deMarker'
> = define({
  name: 'deMarker',
  title: 'DeMarker',
  group: 'momentum',
  formula: 'U / (U + D), U = Σmax(high₀ − high₁, 0), D = Σmax(low₁ − low₀, 0)',
  by: 'Tom DeMark, 1994',
  inputs: ['high', 'low'],
  parameters: { period: whole(14), flat: measure(0, 0, 1) },
  lines: { deMarker: inOwnPane },
  make: ({ period, flat }) => new DeMarker(period, flat),
  loop: (made, [high, low], { deMarker }, from) => {
    for (let row = from; row < high.length; row += 1) {
      deMarker[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
