import { FourIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;
const BINS_MAX = 1000;

/** What a `VolumeProfile` is made of. */
export type VolumeProfileOptions = {
  readonly period: number;
  readonly bins: number;
  /** How many percent of the volume the value area holds. */
  readonly share: number;
};

/**
 * At which prices the last bars were traded, each at its typical price, in equal bins of their range: the
 * middle of the bin with the most, the point of control, and the value area around it, which grows to
 * the side with more until it holds its share; of equals the lower bin is the point and the area grows
 * upwards. While nothing was traded or moved, the price. Each step looks at all of them.
 */
export class VolumeProfile extends FourIndicator {
  readonly #bins: number;
  readonly #share: number;
  readonly #volumes: Float64Array;
  private readonly prices: Window;
  private readonly traded: Window;
  private readonly lowest: ExtremeWindow;
  private readonly highest: ExtremeWindow;
  private readonly total: Sum;
  /** Where the value area ends; NaN before it has a value. */
  valueHigh: number = NaN;
  /** Where it begins. */
  valueLow: number = NaN;

  constructor({ period, bins, share }: VolumeProfileOptions) {
    super('VolumeProfile', [{ period, bins, share }], period);
    this.#bins = bins;
    this.#share = share / PERCENT;
    this.#volumes = new Float64Array(bins);
    this.prices = new Window(period);
    this.traded = new Window(period);
    this.lowest = new ExtremeWindow(period, -1);
    this.highest = new ExtremeWindow(period, 1);
    this.total = new Sum(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const { prices, traded } = this;
    const price = (high + low + close) / 3;
    prices.push(price);
    traded.push(volume);
    const [bottom, top] = [this.lowest.push(price), this.highest.push(price)];
    const total = this.total.step(volume);
    if (!prices.isFull) return NaN;
    if (top > bottom && total > 0) return this.#find(bottom, (top - bottom) / this.#bins, total);
    this.valueHigh = price;
    this.valueLow = price;
    return price;
  }

  #find(bottom: number, width: number, total: number): number {
    this.#fill(bottom, width);
    let point = 0;
    for (let bin = 1; bin < this.#bins; bin += 1) {
      if (this.#volumeOf(bin) > this.#volumeOf(point)) point = bin;
    }
    let [low, high, held] = [point, point, this.#volumeOf(point)];
    while (held < this.#share * total && high - low + 1 < this.#bins) {
      const isUp = this.#volumeOf(high + 1) >= this.#volumeOf(low - 1);
      if (isUp) high += 1;
      else low -= 1;
      held += this.#volumeOf(isUp ? high : low);
    }
    this.valueHigh = bottom + (high + 1) * width;
    this.valueLow = bottom + low * width;
    return bottom + (point + 1 / 2) * width;
  }

  #fill(bottom: number, width: number): void {
    const { prices, traded } = this;
    const [priceOf, tradedOf] = [prices.byAge(), traded.byAge()];
    this.#volumes.fill(0);
    for (let age = prices.size - 1; age >= 0; age -= 1) {
      const bin = Math.min(this.#bins - 1, Math.floor(((priceOf[age] ?? NaN) - bottom) / width));
      this.#volumes[bin] = this.#volumeOf(bin) + (tradedOf[age] ?? NaN);
    }
  }

  /** What was traded in a bin; beyond the ends less than nothing, so that nothing grows there. */
  #volumeOf(bin: number): number {
    return this.#volumes[bin] ?? -1;
  }
}

/** At which prices the last bars were traded. */
export const volumeProfile: Definition<
  { readonly period: Whole; readonly bins: Whole; readonly share: Measure },
  VolumeProfile,
  'pointOfControl' | 'valueHigh' | 'valueLow'
> = define({
  name: 'volumeProfile',
  title: 'Volume profile',
  group: 'volume',
  formula:
    'of b equal bins of p = (high + low + close) / 3 the middle of the one with the most volume; around it the bins with s % of all',
  by: 'after Peter Steidlmayer, 1984',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: {
    period: whole(50),
    bins: whole(24, 2, BINS_MAX),
    share: measure(70, 1, PERCENT),
  },
  lines: { pointOfControl: overPrices, valueHigh: overPrices, valueLow: overPrices },
  read: ({ valueHigh, valueLow }) => [valueHigh, valueLow],
  make: (options) => new VolumeProfile(options),
  loop: (made, [high, low, close, volume], { pointOfControl, valueHigh, valueLow }, from) => {
    for (let row = from; row < high.length; row += 1) {
      pointOfControl[row] = made.step(
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
        volume[row] ?? NaN,
      );
      valueHigh[row] = made.valueHigh;
      valueLow[row] = made.valueLow;
    }
  },
});
