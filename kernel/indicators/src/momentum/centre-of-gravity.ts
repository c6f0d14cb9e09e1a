import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { Wma } from '../averages/wma.ts';

/**
 * Centre of gravity: where the weight of the last inputs lies, from the middle of them, above zero where
 * the newer ones weigh more. It is what a weighted average is of a plain one.
 */
export class CentreOfGravity extends ValueIndicator {
  readonly #middle: number;
  private readonly weighted: Wma;
  private readonly plain: Sma;

  constructor(period: number) {
    super('CentreOfGravity', [period], period);
    this.#middle = (period + 1) / 2;
    this.weighted = new Wma(period);
    this.plain = new Sma(period);
  }

  step(value: number): number {
    const weighted = this.weighted.step(value);
    const plain = this.plain.step(value);
    return plain === 0 ? 0 : this.#middle * (weighted / plain - 1);
  }
}

/** Where the weight of inputs lies. */
export const centreOfGravity: Definition<Period, CentreOfGravity, 'centreOfGravity'> = defineLine({
  name: 'centreOfGravity',
  title: 'Centre of gravity',
  group: 'momentum',
  formula: '(n + 1) / 2 − Σ(k + 1)·xₖ / Σxₖ',
  by: 'John Ehlers, 2002',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new CentreOfGravity(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
