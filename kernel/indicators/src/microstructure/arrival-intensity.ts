import { exp } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, defineLine, inOwnPane, measure, type Definition } from '../base/definition.ts';
import type { Measure, Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const SECOND_US = 1_000_000;
const HALF_LIFE_MAX = 1e9;

/** How many events come in a second, by how long the last ones took together, a microsecond at least. */
export class ArrivalIntensity extends ValueIndicator {
  readonly #period: number;
  private readonly times: Window;

  constructor(period: number) {
    super('ArrivalIntensity', [period], period + 1);
    this.#period = period;
    this.times = new Window(period);
  }

  step(timeUs: number): number {
    const took = timeUs - this.times.push(timeUs);
    return (this.#period * SECOND_US) / Math.max(1, took);
  }
}

/** How many events come in a second, of which each counts less the longer it is ago: as a Hawkes process is excited by them. */
export class FadingIntensity extends ValueIndicator {
  /** How fast an event fades, a second. */
  readonly #decay: number;
  private before = NaN;
  private intensity = 0;

  constructor(halfLifeSeconds: number) {
    super('FadingIntensity', [halfLifeSeconds], 1);
    this.#decay = Math.LN2 / halfLifeSeconds;
  }

  step(timeUs: number): number {
    const tookUs = Number.isNaN(this.before) ? 0 : Math.max(0, timeUs - this.before);
    this.before = timeUs;
    const kept = exp((-this.#decay * tookUs) / SECOND_US);
    this.intensity = this.intensity * kept + this.#decay;
    return this.intensity;
  }
}

/** How many events come in a second. */
export const arrivalIntensity: Definition<Period, ArrivalIntensity, 'arrivalIntensity'> =
  defineLine({
    name: 'arrivalIntensity',
    title: 'Arrival intensity',
    group: 'microstructure',
    formula: 'n / (t₀ − tₙ), a second',
    by: 'arithmetic',
    inputs: ['time'],
    standard: 50,
    plot: inOwnPane,
    make: (period) => new ArrivalIntensity(period),
    loop: (made, [time], line, from) => {
      for (let row = from; row < time.length; row += 1) {
        line[row] = made.step(time[row] ?? NaN);
      }
    },
  });

/** How many events come in a second, of which old ones fade. */
export const fadingIntensity: Definition<
  { readonly halfLife: Measure },
  FadingIntensity,
  'fadingIntensity'
> = define({
  name: 'fadingIntensity',
  title: 'Fading arrival intensity',
  group: 'microstructure',
  formula: 'Σκ·e^(−κ·(t₀ − tᵢ)), κ = ln 2 / half-life in seconds',
  by: 'after Alan Hawkes, 1971',
  inputs: ['time'],
  parameters: { halfLife: measure(60, 0.001, HALF_LIFE_MAX) },
  lines: { fadingIntensity: inOwnPane },
  make: ({ halfLife }) => new FadingIntensity(halfLife),
  loop: (made, [time], { fadingIntensity: line }, from) => {
    for (let row = from; row < time.length; row += 1) {
      line[row] = made.step(time[row] ?? NaN);
    }
  },
});
