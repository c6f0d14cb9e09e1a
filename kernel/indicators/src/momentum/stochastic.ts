import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import { averageKind, averageOf, type AverageKind } from '../averages/by-kind.ts';
import type { ValueIndicator } from '../base/by-inputs.ts';

const PERCENT = 100;

/** How far a `Stochastic` looks back, and how its lines are smoothed. */
export type StochasticPeriods = {
  readonly period: number;
  /** Over how many the first line is averaged; 1 makes it the fast one. */
  readonly smoothing: number;
  readonly signal: number;
};
/** What may be told of a `Stochastic` besides its periods. */
export type StochasticOptions = {
  /** The kind of average that smooths its lines. */
  readonly average?: AverageKind;
  /** What it is where there is no range. */
  readonly flat?: number;
};

/** Stochastic: where the close stands in the range of the last bars, in percent; `flat`, as in TA-Lib 0, where there is no range. */
export class Stochastic extends BarIndicator {
  readonly #flat: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly smoothed: ValueIndicator;
  private readonly average: ValueIndicator;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor(
    { period, smoothing, signal }: StochasticPeriods,
    { average = 'sma', flat = 0 }: StochasticOptions = {},
  ) {
    const first = averageOf(average, smoothing);
    const second = averageOf(average, signal);
    super(
      'Stochastic',
      [
        { period, smoothing, signal },
        { average, flat },
      ],
      period + first.warmUp + second.warmUp - 2,
    );
    this.#flat = flat;
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.smoothed = first;
    this.average = second;
  }

  step(high: number, low: number, close: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    const place = top === bottom ? this.#flat : ((close - bottom) / (top - bottom)) * PERCENT;
    const smoothed = this.smoothed.step(place);
    if (!Number.isNaN(smoothed)) this.signal = this.average.step(smoothed);
    return smoothed;
  }
}

/** Where the close stands in the range, from below. */
export const stochastic: Definition<
  {
    readonly period: Whole;
    readonly smoothing: Whole;
    readonly signal: Whole;
    readonly average: Choice<AverageKind>;
    readonly flat: Measure;
  },
  Stochastic,
  'k' | 'd'
> = define({
  name: 'stochastic',
  title: 'Stochastic',
  group: 'momentum',
  formula: '%K = MA(100·(close − lowest) / (highest − lowest), s); %D = MA(%K, g)',
  by: 'George Lane, 1950s',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(5),
    smoothing: whole(3),
    signal: whole(3),
    average: averageKind('sma'),
    flat: measure(0, 0, PERCENT),
  },
  lines: { k: inOwnPane, d: inOwnPane },
  read: ({ signal }) => [signal],
  make: ({ average, flat, ...periods }) => new Stochastic(periods, { average, flat }),
  loop: (made, [high, low, close], { k, d }, from) => {
    for (let row = from; row < high.length; row += 1) {
      k[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      d[row] = made.signal;
    }
  },
});

/** Where the close stands in the range, not smoothed. */
export const stochasticFast: Definition<
  {
    readonly period: Whole;
    readonly signal: Whole;
    readonly average: Choice<AverageKind>;
    readonly flat: Measure;
  },
  Stochastic,
  'k' | 'd'
> = define({
  name: 'stochasticFast',
  title: 'Fast stochastic',
  group: 'momentum',
  formula: '%K = 100·(close − lowest) / (highest − lowest); %D = MA(%K, g)',
  by: 'George Lane, 1950s',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(5),
    signal: whole(3),
    average: averageKind('sma'),
    flat: measure(0, 0, PERCENT),
  },
  lines: { k: inOwnPane, d: inOwnPane },
  read: ({ signal }) => [signal],
  make: ({ period, signal, average, flat }) =>
    new Stochastic({ period, smoothing: 1, signal }, { average, flat }),
  loop: (made, [high, low, close], { k, d }, from) => {
    for (let row = from; row < high.length; row += 1) {
      k[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      d[row] = made.signal;
    }
  },
});
