import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { averageKind, type AverageKind } from '../averages/by-kind.ts';
import { Rsi } from './rsi.ts';
import { Stochastic, type StochasticOptions, type StochasticPeriods } from './stochastic.ts';

const PERCENT = 100;
/** What rounding makes of a strength that stands still; in its own range it would be all there is. */
const ROUNDING = 1e-10;

/** Over how many the strength is reckoned, and then the stochastic of it. */
export type StochasticRsiPeriods = StochasticPeriods & { readonly strength: number };

/** Where the relative strength stands in its own range, in percent; smoothed by nothing, as in TA-Lib, or by `smoothing`. */
export class StochasticRsi extends ValueIndicator {
  private readonly strength: Rsi;
  private held = NaN;
  private readonly stochastic: Stochastic;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ strength, ...periods }: StochasticRsiPeriods, options: StochasticOptions = {}) {
    const stochastic = new Stochastic(periods, options);
    super('StochasticRsi', [{ strength, ...periods }, options], strength + stochastic.warmUp);
    this.strength = new Rsi(strength);
    this.stochastic = stochastic;
  }

  step(value: number): number {
    const strength = this.strength.step(value);
    if (Number.isNaN(strength)) return NaN;
    // Held as it was until it has moved by more than rounding.
    if (!(Math.abs(strength - this.held) <= ROUNDING)) this.held = strength;
    const place = this.stochastic.step(this.held, this.held, this.held);
    this.signal = this.stochastic.signal;
    return place;
  }

  /** Fills its lines as the steps of a new one would. */
  fillBoth(
    values: Float64Array,
    [k, d]: readonly [Float64Array, Float64Array],
    from: number,
  ): void {
    const strengths = new Float64Array(values.length);
    this.strength.fill(values, strengths, from);
    const first = Math.min(values.length, from + this.strength.warmUp - 1);
    let held = NaN;
    for (let row = first; row < values.length; row += 1) {
      const strength = strengths[row] ?? NaN;
      if (!(Math.abs(strength - held) <= ROUNDING)) held = strength;
      strengths[row] = held;
    }
    k.fill(NaN, from, first);
    d.fill(NaN, from, first);
    this.stochastic.fill([strengths, strengths, strengths], [k, d], first);
  }
}

/** Where the relative strength stands in its range. */
export const stochasticRsi: Definition<
  {
    readonly strength: Whole;
    readonly period: Whole;
    readonly smoothing: Whole;
    readonly signal: Whole;
    readonly average: Choice<AverageKind>;
    readonly flat: Measure;
  },
  StochasticRsi,
  'k' | 'd'
> = define({
  name: 'stochasticRsi',
  title: 'Stochastic of the relative strength',
  group: 'momentum',
  formula: '%K = MA(100·(RSI − lowest RSI) / (highest RSI − lowest RSI), s); %D = MA(%K, g)',
  by: 'Tushar Chande and Stanley Kroll, 1994',
  inputs: ['value'],
  parameters: {
    strength: whole(14, 2),
    period: whole(5),
    smoothing: whole(1),
    signal: whole(3),
    average: averageKind('sma'),
    flat: measure(0, 0, PERCENT),
  },
  lines: { k: inOwnPane, d: inOwnPane },
  read: ({ signal }) => [signal],
  make: ({ average, flat, ...periods }) => new StochasticRsi(periods, { average, flat }),
  loop: (made, [values], { k, d }, from) => {
    made.fillBoth(values, [k, d], from);
  },
});
