import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Moments } from '../statistics/moments.ts';
import { Atr } from '../volatility/atr.ts';
import { PriceOscillator } from './price-oscillator.ts';

/** The settings of a `WaddahAttar`. */
export type WaddahAttarSettings = {
  readonly fast: number;
  readonly slow: number;
  readonly sensitivity: number;
  readonly band: number;
  readonly deviations: number;
  readonly range: number;
  readonly dead: number;
};

/** Waddah Attar's explosion: how the distance of two averages grows, which is the value, beside how wide Bollinger's bands are and how much is only noise. */
export class WaddahAttar extends BarIndicator {
  readonly #sensitivity: number;
  readonly #band: number;
  readonly #deviations: number;
  readonly #dead: number;
  private readonly distance: PriceOscillator;
  private readonly moments: Moments;
  private readonly range: Atr;
  private before = NaN;
  /** How wide the bands are; NaN before it has a value. */
  explosion: number = NaN;
  /** What counts as noise. */
  deadZone: number = NaN;

  constructor(settings: WaddahAttarSettings) {
    const { fast, slow, sensitivity, band, deviations, range, dead } = settings;
    super('WaddahAttar', [settings], Math.max(Math.max(fast, slow) + 1, band, range + 1));
    this.#sensitivity = sensitivity;
    this.#band = band;
    this.#deviations = deviations;
    this.#dead = dead;
    this.distance = new PriceOscillator({ fast, slow, average: 'ema' }, 'price');
    this.moments = new Moments(band);
    this.range = new Atr(range);
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = this.distance.step(close);
    this.explosion = 2 * this.#deviations * Math.sqrt(this.moments.step(close) / this.#band);
    this.deadZone = this.#dead * this.range.step(high, low, close);
    return (this.before - before) * this.#sensitivity;
  }
}

/** How a trend grows beside how wide prices spread. */
export const waddahAttar: Definition<
  {
    readonly fast: Whole;
    readonly slow: Whole;
    readonly sensitivity: Measure;
    readonly band: Whole;
    readonly deviations: Measure;
    readonly range: Whole;
    readonly dead: Measure;
  },
  WaddahAttar,
  'trend' | 'explosion' | 'deadZone'
> = define({
  name: 'waddahAttar',
  title: 'Waddah Attar explosion',
  group: 'momentum',
  formula: 'trend = k·Δ(EMA(x, f) − EMA(x, s)); explosion = 2·d·σ(x, b); dead zone = z·ATR(r)',
  by: 'Waddah Attar, 2006; dead zone as LazyBear’s second',
  inputs: ['high', 'low', 'close'],
  parameters: {
    fast: whole(20, 2),
    slow: whole(40, 2),
    sensitivity: measure(150, 0, 1e6),
    band: whole(20, 2),
    deviations: measure(2, 0, 100),
    range: whole(100),
    dead: measure(3.7, 0, 1000),
  },
  lines: { trend: { as: 'histogram', over: 'own' }, explosion: inOwnPane, deadZone: inOwnPane },
  read: ({ explosion, deadZone }) => [explosion, deadZone],
  make: (settings) => new WaddahAttar(settings),
  loop: (made, [high, low, close], { trend, explosion, deadZone }, from) => {
    for (let row = from; row < high.length; row += 1) {
      trend[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      explosion[row] = made.explosion;
      deadZone[row] = made.deadZone;
    }
  },
});
