import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { Moments } from '../statistics/moments.ts';

const DEVIATIONS_MAX = 1000;

type BandParameters = { readonly period: Whole; readonly deviations: Measure };

/** How far apart Bollinger bands are, as a part of their middle; 0 where that is 0. */
export class BandWidth extends ValueIndicator {
  readonly #period: number;
  readonly #deviations: number;
  private readonly moments: Moments;

  constructor(period: number, deviations = 2) {
    checkDeviations(deviations);
    super('BandWidth', [period, deviations], period);
    this.#period = period;
    this.#deviations = deviations;
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const spread = this.moments.step(value);
    if (Number.isNaN(spread)) return NaN;
    const { mean } = this.moments;
    return mean === 0 ? 0 : (2 * this.#deviations * Math.sqrt(spread / this.#period)) / mean;
  }
}

/** Where an input stands between Bollinger bands: 0 at the lower, 1 at the upper one, one half where there is nothing between. */
export class PercentB extends ValueIndicator {
  readonly #period: number;
  readonly #deviations: number;
  private readonly moments: Moments;

  constructor(period: number, deviations = 2) {
    checkDeviations(deviations);
    super('PercentB', [period, deviations], period);
    this.#period = period;
    this.#deviations = deviations;
    this.moments = new Moments(period);
  }

  step(value: number): number {
    const width = 2 * this.#deviations * Math.sqrt(this.moments.step(value) / this.#period);
    return width === 0 ? 1 / 2 : (value - this.moments.mean) / width + 1 / 2;
  }
}

const parameters: BandParameters = {
  period: whole(20, 2),
  deviations: measure(2, 0, DEVIATIONS_MAX),
};

/** How far apart Bollinger bands are. */
export const bandWidth: Definition<BandParameters, BandWidth, 'bandWidth'> = define({
  name: 'bandWidth',
  title: 'Bollinger band width',
  group: 'volatility',
  formula: '(upper − lower) / middle, of Bollinger bands',
  by: 'John Bollinger, 1986',
  inputs: ['value'],
  parameters,
  lines: { bandWidth: inOwnPane },
  make: ({ period, deviations }) => new BandWidth(period, deviations),
  loop: (made, [values], { bandWidth: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});

/** Where an input stands between Bollinger bands. */
export const percentB: Definition<BandParameters, PercentB, 'percentB'> = define({
  name: 'percentB',
  title: '%b',
  group: 'volatility',
  formula: '(x₀ − lower) / (upper − lower), of Bollinger bands',
  by: 'John Bollinger, 1986',
  inputs: ['value'],
  parameters,
  lines: { percentB: inOwnPane },
  make: ({ period, deviations }) => new PercentB(period, deviations),
  loop: (made, [values], { percentB: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
