import { BarIndicator } from '../base/by-inputs.ts';
import { define, measure, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { LinearRegression } from '../statistics/linear-regression.ts';
import { Moments } from '../statistics/moments.ts';
import { TrueRange } from '../volatility/true-range.ts';

/** The settings of a `Squeeze`: how far it looks back, and how wide its bands and its channel are. */
export type SqueezeSettings = {
  readonly period: number;
  readonly deviations: number;
  readonly ranges: number;
};

/**
 * Squeeze: whether Bollinger's bands lie within Keltner's channel of the same average, which tells of rest
 * before a move, and its value, where the move would go: the end of the straight line through how far
 * closes stand from the middle of range and average.
 */
export class Squeeze extends BarIndicator {
  readonly #period: number;
  readonly #deviations: number;
  readonly #ranges: number;
  private readonly mean: Sma;
  private readonly moments: Moments;
  private readonly range: TrueRange;
  private readonly reach: Sma;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly line: LinearRegression;
  /** 1 while it is squeezed, else 0; NaN before it is known. */
  isOn: number = NaN;

  constructor({ period, deviations, ranges }: SqueezeSettings) {
    super('Squeeze', [{ period, deviations, ranges }], Math.max(period + 1, 2 * period - 1));
    this.#period = period;
    this.#deviations = deviations;
    this.#ranges = ranges;
    this.mean = new Sma(period);
    this.moments = new Moments(period);
    this.range = new TrueRange();
    this.reach = new Sma(period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.line = new LinearRegression(period);
  }

  step(high: number, low: number, close: number): number {
    const mean = this.mean.step(close);
    const deviation = Math.sqrt(this.moments.step(close) / this.#period);
    const range = this.range.step(high, low, close);
    const reach = Number.isNaN(range) ? NaN : this.reach.step(range);
    if (!Number.isNaN(reach)) {
      this.isOn = this.#deviations * deviation < this.#ranges * reach ? 1 : 0;
    }
    const middle = (this.highest.push(high) + this.lowest.push(low)) / 2;
    return Number.isNaN(mean) ? NaN : this.line.step(close - (middle + mean) / 2);
  }
}

/** Whether prices rest, and where they would go. */
export const squeeze: Definition<
  { readonly period: Whole; readonly deviations: Measure; readonly ranges: Measure },
  Squeeze,
  'momentum' | 'isOn'
> = define({
  name: 'squeeze',
  title: 'TTM squeeze',
  group: 'momentum',
  formula:
    'momentum = LR(close − ((highest + lowest) / 2 + SMA(close, n)) / 2, n); on where d·σ(close, n) < r·SMA(TR, n)',
  by: 'John Carter, 2005; momentum as LazyBear’s',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(20, 2),
    deviations: measure(2, 0, 100),
    ranges: measure(1.5, 0, 100),
  },
  lines: { momentum: { as: 'histogram', over: 'own' }, isOn: { as: 'mark', over: 'own' } },
  read: ({ isOn }) => [isOn],
  make: (settings) => new Squeeze(settings),
  loop: (made, [high, low, close], { momentum, isOn }, from) => {
    for (let row = from; row < high.length; row += 1) {
      momentum[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      isOn[row] = made.isOn;
    }
  },
});
