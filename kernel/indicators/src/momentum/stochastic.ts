import { fillExtremes } from '../base/extreme-columns.ts';
import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { BarColumns, Choice, Measure, Whole } from '../base/particulars.ts';
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
  readonly #period: number;
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
    this.#period = period;
    this.#flat = flat;
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.smoothed = first;
    this.average = second;
  }

  step(high: number, low: number, close: number): number {
    const [top, bottom] = [this.highest.push(high), this.lowest.push(low)];
    if (!this.highest.isFull) return NaN;
    const smoothed = this.smoothed.step(placeIn(top, bottom, close, this.#flat));
    if (!Number.isNaN(smoothed)) this.signal = this.average.step(smoothed);
    return smoothed;
  }

  /** Fills its lines as the steps of a new one would. */
  fill(
    [high, low, close]: BarColumns,
    [k, d]: readonly [Float64Array, Float64Array],
    from: number,
  ): void {
    const size = this.#period;
    const flat = this.#flat;
    const tops = new Float64Array(high.length);
    fillExtremes(high, tops, { size, sign: 1, from });
    fillExtremes(low, d, { size, sign: -1, from });
    const first = Math.min(close.length, from + size - 1);
    for (let row = first; row < close.length; row += 1) {
      tops[row] = placeIn(tops[row] ?? NaN, d[row] ?? NaN, close[row] ?? NaN, flat);
    }
    k.fill(NaN, from, first);
    this.smoothed.fill(tops, k, first);
    const second = Math.min(close.length, first + this.smoothed.warmUp - 1);
    d.fill(NaN, from, second);
    this.average.fill(k, d, second);
  }
}

function placeIn(top: number, bottom: number, close: number, flat: number): number {
  return top === bottom ? flat : ((close - bottom) / (top - bottom)) * PERCENT;
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
  loop: (made, columns, { k, d }, from) => {
    made.fill(columns, [k, d], from);
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
  loop: (made, columns, { k, d }, from) => {
    made.fill(columns, [k, d], from);
  },
});
