import { atan, cos, sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** Each step looks at each input of the period: this bounds what it costs. */
const PERIOD_MOST = 200;
/** Nearer to nothing than this, the angle is not reckoned, as in Tulip. */
const NOTHING = 0.001;
const TURN = 2 * Math.PI;

/** Mesa sine wave: the sine of the phase of inputs in a period that is given, and one an eighth of a turn ahead of it. */
export class MesaSine extends ValueIndicator {
  readonly #sines: readonly number[];
  readonly #cosines: readonly number[];
  private readonly window: Window;
  /** The line ahead; NaN before it has a value. */
  lead: number = NaN;

  constructor(period: number) {
    super('MesaSine', [period], period);
    this.window = new Window(period);
    const angles = Array.from({ length: period }, (_, part) => (part * TURN) / period);
    this.#sines = angles.map(sin);
    this.#cosines = angles.map(cos);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    if (!window.isFull) return NaN;
    let [real, imaginary] = [0, 0];
    for (let age = 0; age < window.size; age += 1) {
      const input = window.at(age);
      real += (this.#cosines[age] ?? NaN) * input;
      imaginary += (this.#sines[age] ?? NaN) * input;
    }
    const half = imaginary < 0 ? -Math.PI : Math.PI;
    let phase = Math.abs(real) > NOTHING ? atan(imaginary / real) : half;
    if (real < 0) phase += Math.PI;
    phase += Math.PI / 2;
    this.lead = sin(phase + Math.PI / 4);
    return sin(phase);
  }
}

/** The sine of where inputs stand in a period. */
export const mesaSine: Definition<Period, MesaSine, 'sine' | 'lead'> = define({
  name: 'mesaSine',
  title: 'Mesa sine wave',
  group: 'cycle',
  formula: 'sin φ and sin(φ + 45°), φ = 90° + the angle of Σxₖ·(cos, sin)(360°·k / n)',
  by: 'John Ehlers, 1996; as Tulip’s MSW',
  inputs: ['value'],
  parameters: { period: whole(5, 2, PERIOD_MOST) },
  lines: { sine: inOwnPane, lead: inOwnPane },
  read: ({ lead }) => [lead],
  make: ({ period }) => new MesaSine(period),
  loop: (made, [values], { sine, lead }, from) => {
    for (let row = from; row < values.length; row += 1) {
      sine[row] = made.step(values[row] ?? NaN);
      lead[row] = made.lead;
    }
  },
});
