import { ln } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/**
 * Hurst's exponent by the rescaled range of the last changes: about one half where they are independent,
 * above where they go on, below where they turn back; one half where nothing moves. Of few changes it is
 * too high by a little. Each step looks at all of them.
 */
export class Hurst extends ValueIndicator {
  readonly #scale: number;
  private readonly changes: Window;
  private before = NaN;

  constructor(period: number) {
    super('Hurst', [period], period + 1);
    this.#scale = ln(period / 2);
    this.changes = new Window(period);
  }

  step(value: number): number {
    const { changes, before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    changes.push(value - before);
    return changes.isFull ? this.#exponent() : NaN;
  }

  #exponent(): number {
    const { changes } = this;
    const near = changes.oldest;
    const mean = changes.sum(near) / changes.size;
    const byAge = changes.byAge();
    let [way, low, high, squares] = [0, 0, 0, 0];
    for (let age = changes.size - 1; age >= 0; age -= 1) {
      const distance = (byAge[age] ?? NaN) - near - mean;
      way += distance;
      squares += distance * distance;
      low = Math.min(low, way);
      high = Math.max(high, way);
    }
    const range = high - low;
    if (squares === 0 || range <= 0) return 1 / 2;
    return ln(range / Math.sqrt(squares / changes.size)) / this.#scale;
  }
}

/** Whether changes go on or turn back. */
export const hurst: Definition<Period, Hurst, 'hurst'> = defineLine({
  name: 'hurst',
  title: 'Hurst exponent',
  group: 'statistics',
  formula: 'ln(R / S) / ln(n / 2), R the range of the sums of Δx − mean, S their deviation',
  by: 'Harold Hurst, 1951',
  standard: 100,
  least: 8,
  plot: inOwnPane,
  make: (period) => new Hurst(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
