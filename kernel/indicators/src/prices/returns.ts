import { ln } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import {
  define,
  defineLine,
  inOwnPane,
  type Definition,
  type NoParameters,
} from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** The logarithm of what an input has become of the one of `period` ago; NaN where one is not above 0. */
export class LogReturn extends ValueIndicator {
  private readonly window: Window;

  constructor(period: number) {
    super('LogReturn', [period], period + 1);
    this.window = new Window(period);
  }

  step(value: number): number {
    const before = this.window.push(value);
    return value > 0 && before > 0 ? ln(value / before) : NaN;
  }
}

/** What the last input has become of the first, less 1; 0 where the first was 0. */
export class CumulativeReturn extends ValueIndicator {
  private first = NaN;

  constructor() {
    super('CumulativeReturn', [], 1);
  }

  step(value: number): number {
    if (Number.isNaN(this.first)) this.first = value;
    return this.first === 0 ? 0 : value / this.first - 1;
  }
}

/** Returns that add up over time. */
export const logReturn: Definition<Period, LogReturn, 'logReturn'> = defineLine({
  name: 'logReturn',
  title: 'Logarithmic return',
  group: 'price',
  formula: 'ln(x₀ / xₙ)',
  by: 'arithmetic',
  standard: 1,
  plot: inOwnPane,
  make: (period) => new LogReturn(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** What has been gained since the first input. */
export const cumulativeReturn: Definition<NoParameters, CumulativeReturn, 'cumulativeReturn'> =
  define({
    name: 'cumulativeReturn',
    title: 'Cumulative return',
    group: 'price',
    formula: 'x₀ / x − 1, x the first input',
    by: 'arithmetic',
    inputs: ['value'],
    parameters: {},
    lines: { cumulativeReturn: inOwnPane },
    make: () => new CumulativeReturn(),
    loop: (made, [values], { cumulativeReturn }, from) => {
      for (let row = from; row < values.length; row += 1) {
        cumulativeReturn[row] = made.step(values[row] ?? NaN);
      }
    },
  });
