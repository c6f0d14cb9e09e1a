import { cos, sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Moments } from '../statistics/moments.ts';

/** Each step looks at each input of the period: this bounds what it costs. */
const PERIOD_MOST = 200;

/** Correlation cycle: how the last inputs go with a cosine of their period, which is the value, and with a sine that falls; 0 where they stood still. */
export class CorrelationCycle extends ValueIndicator {
  readonly #sines: readonly number[];
  readonly #cosines: readonly number[];
  private readonly window: Window;
  private readonly moments: Moments;
  /** The correlation with the sine; NaN before it has a value. */
  imaginary: number = NaN;

  constructor(period: number) {
    super('CorrelationCycle', [period], period);
    const angles = Array.from({ length: period }, (_, part) => (part * 2 * Math.PI) / period);
    this.#cosines = angles.map(cos);
    this.#sines = angles.map((angle) => -sin(angle));
    this.window = new Window(period);
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    const spread = this.moments.step(value);
    if (Number.isNaN(spread)) return NaN;
    const { mean } = this.moments;
    const byAge = window.byAge();
    let [real, imaginary] = [0, 0];
    for (let age = 0; age < window.size; age += 1) {
      const distance = (byAge[age] ?? NaN) - mean;
      real += (this.#cosines[age] ?? NaN) * distance;
      imaginary += (this.#sines[age] ?? NaN) * distance;
    }
    // Squares of a sine, and of a cosine, over a turn come to half of its parts.
    const both = Math.sqrt((spread * window.size) / 2);
    this.imaginary = both === 0 ? 0 : imaginary / both;
    return both === 0 ? 0 : real / both;
  }
}

/** How inputs go with a wave of a period. */
export const correlationCycle: Definition<Period, CorrelationCycle, 'real' | 'imaginary'> = define({
  name: 'correlationCycle',
  title: 'Correlation cycle',
  group: 'cycle',
  formula: 'the correlation of xₖ with cos(2·π·k / n), and with −sin(2·π·k / n), k = 0 … n − 1',
  by: 'John Ehlers, 2020',
  inputs: ['value'],
  parameters: { period: whole(20, 3, PERIOD_MOST) },
  lines: { real: inOwnPane, imaginary: inOwnPane },
  read: ({ imaginary }) => [imaginary],
  make: ({ period }) => new CorrelationCycle(period),
  loop: (made, [values], { real, imaginary }, from) => {
    for (let row = from; row < values.length; row += 1) {
      real[row] = made.step(values[row] ?? NaN);
      imaginary[row] = made.imaginary;
    }
  },
});
