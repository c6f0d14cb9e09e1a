import { log2 } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const BINS_MAX = 256;

/** How evenly the last inputs are spread over their range, in bits: 0 where all lie in one of its bins. Each step looks at all of them. */
export class Entropy extends ValueIndicator {
  readonly #bins: number;
  readonly #counts: Float64Array;
  private readonly window: Window;
  private readonly lowest: ExtremeWindow;
  private readonly highest: ExtremeWindow;

  constructor(period: number, bins: number) {
    super('Entropy', [period, bins], period);
    this.#bins = bins;
    this.#counts = new Float64Array(bins);
    this.window = new Window(period);
    this.lowest = new ExtremeWindow(period, -1);
    this.highest = new ExtremeWindow(period, 1);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    const [low, high] = [this.lowest.push(value), this.highest.push(value)];
    if (!window.isFull) return NaN;
    this.#count(low, high);
    let bits = 0;
    for (let bin = 0; bin < this.#bins; bin += 1) {
      const part = (this.#counts[bin] ?? 0) / window.size;
      if (part > 0) bits -= part * log2(part);
    }
    return bits;
  }

  /** How many inputs lie in each bin between the lowest and the highest, which belongs to the last. */
  #count(low: number, high: number): void {
    const { window } = this;
    const scale = high > low ? this.#bins / (high - low) : 0;
    const byAge = window.byAge();
    this.#counts.fill(0);
    for (let age = 0; age < window.size; age += 1) {
      const bin = Math.min(this.#bins - 1, Math.floor(((byAge[age] ?? NaN) - low) * scale));
      this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    }
  }
}

/** How evenly inputs are spread over their range. */
export const entropy: Definition<
  { readonly period: Whole; readonly bins: Whole },
  Entropy,
  'entropy'
> = define({
  name: 'entropy',
  title: 'Entropy',
  group: 'statistics',
  formula: '−Σp·log₂ p, p the part of x₀, …, xₙ₋₁ in each of b equal bins of their range',
  by: 'Claude Shannon, 1948',
  inputs: ['value'],
  parameters: { period: whole(50, 2), bins: whole(10, 2, BINS_MAX) },
  lines: { entropy: inOwnPane },
  make: ({ period, bins }) => new Entropy(period, bins),
  loop: (made, [values], { entropy: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
