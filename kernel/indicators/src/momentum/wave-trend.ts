import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Sma } from '../averages/sma.ts';
import { settled } from './settled.ts';

const WEIGHT = 0.015;

/** The averages of a `WaveTrend`: of its channel, of where prices stand in it, and of that. */
export type WaveTrendPeriods = {
  readonly channel: number;
  readonly average: number;
  readonly signal: number;
};

/** Wave trend: how far typical prices stand from their average, in mean distances, smoothed; 0 where nothing moved. */
export class WaveTrend extends BarIndicator {
  private readonly middle: Ema;
  private readonly distance: Ema;
  private readonly smoothed: Ema;
  private readonly average: Sma;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ channel, average, signal }: WaveTrendPeriods) {
    super('WaveTrend', [{ channel, average, signal }], 2 * channel + average + signal - 3);
    this.middle = new Ema(channel);
    this.distance = new Ema(channel);
    this.smoothed = new Ema(average);
    this.average = new Sma(signal);
  }

  step(high: number, low: number, close: number): number {
    const typical = (high + low + close) / 3;
    const away = settled(typical - this.middle.step(typical), typical);
    if (Number.isNaN(away)) return NaN;
    const distance = this.distance.step(Math.abs(away));
    if (Number.isNaN(distance)) return NaN;
    const line = this.smoothed.step(distance === 0 ? 0 : away / (WEIGHT * distance));
    if (!Number.isNaN(line)) this.signal = this.average.step(line);
    return line;
  }
}

/** Where prices stand in their channel, smoothed. */
export const waveTrend: Definition<
  { readonly channel: Whole; readonly average: Whole; readonly signal: Whole },
  WaveTrend,
  'waveTrend' | 'signal'
> = define({
  name: 'waveTrend',
  title: 'Wave trend',
  group: 'momentum',
  formula:
    'EMA((p − E) / (0.015·EMA(|p − E|, c)), a), E = EMA(p, c), p = (high + low + close) / 3; signal = SMA of it',
  by: 'LazyBear, 2014, after a TradeStation study',
  inputs: ['high', 'low', 'close'],
  parameters: { channel: whole(10), average: whole(21), signal: whole(4) },
  lines: { waveTrend: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new WaveTrend(periods),
  loop: (made, [high, low, close], { waveTrend, signal }, from) => {
    for (let row = from; row < high.length; row += 1) {
      waveTrend[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
