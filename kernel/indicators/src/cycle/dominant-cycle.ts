import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';
import { CyclePhase, PHASE_WARM } from './cycle-phase.ts';
import { Hilbert } from './hilbert.ts';

/** What TA-Lib lets pass before it begins, and before its first value. */
const SKIP = 9;
const WARM = 33;

/** The period of the dominant cycle, by the Hilbert transform. */
export class DominantCyclePeriod extends ValueIndicator {
  private readonly hilbert: Hilbert;
  private begun = 0;

  constructor() {
    super('DominantCyclePeriod', [], WARM);
    this.hilbert = new Hilbert(SKIP);
  }

  step(value: number): number {
    const period = this.hilbert.step(value);
    if (this.begun < WARM) this.begun += 1;
    return this.begun < WARM ? NaN : period;
  }
}

/** The phase of the dominant cycle, in degrees from −45 to 315. */
export class DominantCyclePhase extends ValueIndicator {
  private readonly cycle: CyclePhase;

  constructor() {
    super('DominantCyclePhase', [], PHASE_WARM);
    this.cycle = new CyclePhase();
  }

  step(value: number): number {
    return this.cycle.step(value);
  }
}

/** The two parts of the phasor: in phase, which is the value, and a quarter of a period from it. */
export class Phasor extends ValueIndicator {
  private readonly hilbert: Hilbert;
  private begun = 0;
  /** The part a quarter of a period away; NaN before it has a value. */
  quadrature: number = NaN;

  constructor() {
    super('Phasor', [], WARM);
    this.hilbert = new Hilbert(SKIP);
  }

  step(value: number): number {
    this.hilbert.step(value);
    if (this.begun < WARM) this.begun += 1;
    if (this.begun < WARM) return NaN;
    this.quadrature = this.hilbert.quadrature;
    return this.hilbert.inPhase;
  }
}

/** The period of the dominant cycle. */
export const dominantCyclePeriod: Definition<
  NoParameters,
  DominantCyclePeriod,
  'dominantCyclePeriod'
> = define({
  name: 'dominantCyclePeriod',
  title: 'Dominant cycle period',
  group: 'cycle',
  formula:
    '360 / the angle between a Hilbert transform and that of a step before, smoothed, from 6 to 50',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_DCPERIOD',
  inputs: ['value'],
  parameters: {},
  lines: { dominantCyclePeriod: inOwnPane },
  make: () => new DominantCyclePeriod(),
  loop: (made, [values], { dominantCyclePeriod }, from) => {
    for (let row = from; row < values.length; row += 1) {
      dominantCyclePeriod[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** The phase of the dominant cycle. */
export const dominantCyclePhase: Definition<
  NoParameters,
  DominantCyclePhase,
  'dominantCyclePhase'
> = define({
  name: 'dominantCyclePhase',
  title: 'Dominant cycle phase',
  group: 'cycle',
  formula: 'the angle of the smoothed prices of one dominant period to a sine of that period',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_DCPHASE',
  inputs: ['value'],
  parameters: {},
  lines: { dominantCyclePhase: inOwnPane },
  make: () => new DominantCyclePhase(),
  loop: (made, [values], { dominantCyclePhase }, from) => {
    for (let row = from; row < values.length; row += 1) {
      dominantCyclePhase[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** The parts of the phasor. */
export const phasor: Definition<NoParameters, Phasor, 'inPhase' | 'quadrature'> = define({
  name: 'phasor',
  title: 'Phasor',
  group: 'cycle',
  formula:
    'in phase: prices without their trend, three steps ago; quadrature: their Hilbert transform',
  by: 'John Ehlers, 2001; as TA-Lib’s HT_PHASOR',
  inputs: ['value'],
  parameters: {},
  lines: { inPhase: inOwnPane, quadrature: inOwnPane },
  read: ({ quadrature }) => [quadrature],
  make: () => new Phasor(),
  loop: (made, [values], { inPhase, quadrature }, from) => {
    for (let row = from; row < values.length; row += 1) {
      inPhase[row] = made.step(values[row] ?? NaN);
      quadrature[row] = made.quadrature;
    }
  },
});
