import { atan, cos, sin } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';
import { CYCLE_MOST, Hilbert } from './hilbert.ts';

/** What TA-Lib lets pass before it begins. */
export const PHASE_SKIP = 34;
/** How many inputs what is made of the phase needs, as in TA-Lib. */
export const PHASE_WARM = 64;

const TURN = 360;
const DEGREES = 180 / Math.PI;

/** Sines and cosines of each part of a turn in up to fifty: a step would make dozens of them. */
const sines = tableOf(sin);
const cosines = tableOf(cos);

/** The phase of the dominant cycle, with the period that it was reckoned over. */
export class CyclePhase extends ValueIndicator {
  private readonly hilbert: Hilbert;
  private readonly prices: Window;
  private begun = 0;
  /** The phase even before it is warm. */
  phaseNow: number = 0;
  /** The smoothed period; NaN before it begins. */
  period: number = NaN;

  constructor() {
    super('CyclePhase', [], PHASE_WARM);
    this.hilbert = new Hilbert(PHASE_SKIP);
    this.prices = new Window(CYCLE_MOST);
  }

  /** The price smoothed over four. */
  get smooth(): number {
    return this.hilbert.smooth;
  }

  step(value: number): number {
    this.period = this.hilbert.step(value);
    if (this.begun < PHASE_WARM) this.begun += 1;
    if (Number.isNaN(this.period)) return NaN;
    this.prices.push(this.hilbert.smooth);
    this.#turn();
    return this.begun < PHASE_WARM ? NaN : this.phaseNow;
  }

  #turn(): void {
    const { prices } = this;
    const size = Math.floor(this.period + 0.5);
    const place = placeOf(size);
    let [real, imaginary] = [0, 0];
    // Before it began prices count as 0.
    for (let age = 0; age < Math.min(size, prices.count); age += 1) {
      const price = prices.at(age);
      real += (sines[place + age] ?? NaN) * price;
      imaginary += (cosines[place + age] ?? NaN) * price;
    }
    if (imaginary !== 0) this.phaseNow = atan(real / imaginary) * DEGREES;
    else this.phaseNow += Math.sign(real) * 90;
    // A quarter, and what the smoothing over four lags behind.
    this.phaseNow += 90 + TURN / this.period;
    if (imaginary < 0) this.phaseNow += TURN / 2;
    if (this.phaseNow > 315) this.phaseNow -= TURN;
  }
}

/** Where the parts of a turn in so many begin. */
function placeOf(size: number): number {
  return (size * (size - 1)) / 2;
}

function tableOf(wave: (angle: number) => number): Float64Array {
  const table = new Float64Array(placeOf(CYCLE_MOST + 1));
  for (let size = 1; size <= CYCLE_MOST; size += 1) {
    for (let part = 0; part < size; part += 1) {
      table[placeOf(size) + part] = wave((part * 2 * Math.PI) / size);
    }
  }
  return table;
}
