import { sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';
import { CyclePhase, PHASE_WARM } from './cycle-phase.ts';

const RADIANS = Math.PI / 180;
/** How far the second line runs ahead, in degrees. */
const LEAD = 45;

/** The sine of the dominant cycle's phase, and one an eighth of a turn ahead of it. */
export class SineWave extends ValueIndicator {
  private readonly cycle: CyclePhase;
  /** The line ahead; NaN before it has a value. */
  lead: number = NaN;

  constructor() {
    super('SineWave', [], PHASE_WARM);
    this.cycle = new CyclePhase();
  }

  step(value: number): number {
    const phase = this.cycle.step(value);
    this.lead = sin((phase + LEAD) * RADIANS);
    return sin(phase * RADIANS);
  }
}

/** The sine of where prices stand in their cycle. */
export const sineWave: Definition<NoParameters, SineWave, 'sine' | 'lead'> = define({
  name: 'sineWave',
  title: 'Sine wave',
  group: 'cycle',
  formula: 'sin φ and sin(φ + 45°), φ the phase of the dominant cycle',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_SINE',
  inputs: ['value'],
  parameters: {},
  lines: { sine: inOwnPane, lead: inOwnPane },
  read: ({ lead }) => [lead],
  make: () => new SineWave(),
  loop: (made, [values], { sine, lead }, from) => {
    for (let row = from; row < values.length; row += 1) {
      sine[row] = made.step(values[row] ?? NaN);
      lead[row] = made.lead;
    }
  },
});
