import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** Psychological line: at how many of the last steps prices rose, in percent. */
export class PsychologicalLine extends ValueIndicator {
  readonly #period: number;
  private readonly rises: Sum;
  private before = NaN;

  constructor(period: number) {
    super('PsychologicalLine', [period], period + 1);
    this.#period = period;
    this.rises = new Sum(period);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    return (PERCENT * this.rises.step(value > before ? 1 : 0)) / this.#period;
  }
}

/** How often prices rose. */
export const psl: Definition<Period, PsychologicalLine, 'psl'> = defineLine({
  name: 'psl',
  title: 'Psychological line',
  group: 'momentum',
  formula: '100·(steps that rose) / n',
  by: 'of Japan, where it is common',
  standard: 12,
  plot: inOwnPane,
  make: (period) => new PsychologicalLine(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
