import { BarIndicator, type ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { checkDeviations } from '../errors.ts';
import { TrueRange } from '../volatility/true-range.ts';
import { averageKind, averageOf, type AverageKind } from './by-kind.ts';
import { Sma } from './sma.ts';
import { WilderAverage } from './wilder.ts';

const RANGES_MAX = 1000;

/** The price that its middle is the average of. */
export type KeltnerPrice = 'close' | 'typical';
/** What its bands are wide by: Wilder's average of true ranges, or the mean of ranges. */
export type KeltnerRange = 'true' | 'bar';
/** How a channel is made. */
export type KeltnerOptions = {
  readonly period: number;
  readonly range: number;
  readonly ranges: number;
  readonly price?: KeltnerPrice;
  readonly by?: KeltnerRange;
  readonly average?: AverageKind;
};

/**
 * Keltner's channel, whose bands are so many ranges from an average; its `value` is the middle. Unless told it
 * is Raschke's, of closes and true ranges; Keltner's own is a plain mean of typical prices with one mean range
 * of bars on each side, all over ten days.
 */
export class Keltner extends BarIndicator {
  readonly #ranges: number;
  readonly #isTypical: boolean;
  readonly #isTrue: boolean;
  private readonly middle: ValueIndicator;
  private readonly reach: TrueRange;
  private readonly width: ValueIndicator;
  /** The upper band; NaN before it has a value. */
  upper: number = NaN;
  /** The lower band. */
  lower: number = NaN;

  constructor({
    period,
    range,
    ranges,
    price = 'close',
    by = 'true',
    average = 'ema',
  }: KeltnerOptions) {
    checkDeviations(ranges);
    const middle = averageOf(average, period);
    const isTrue = by === 'true';
    const warmUp = Math.max(middle.warmUp, isTrue ? range + 1 : range);
    super('Keltner', [{ period, range, ranges, price, by, average }], warmUp);
    this.#ranges = ranges;
    this.#isTypical = price === 'typical';
    this.#isTrue = isTrue;
    this.middle = middle;
    this.reach = new TrueRange();
    this.width = isTrue ? new WilderAverage(range) : new Sma(range);
  }

  step(high: number, low: number, close: number): number {
    const reach = this.reach.step(high, low, close);
    const width = this.#ranges * this.#widthOf(this.#isTrue ? reach : high - low);
    const middle = this.middle.step(this.#isTypical ? (high + low + close) / 3 : close);
    this.upper = middle + width;
    this.lower = middle - width;
    return middle;
  }

  #widthOf(range: number): number {
    return Number.isNaN(range) ? NaN : this.width.step(range);
  }
}

/** A channel as wide as bars are. */
export const keltner: Definition<
  {
    readonly period: Whole;
    readonly range: Whole;
    readonly ranges: Measure;
    readonly price: Choice<KeltnerPrice>;
    readonly by: Choice<KeltnerRange>;
    readonly average: Choice<AverageKind>;
  },
  Keltner,
  'middle' | 'upper' | 'lower'
> = define({
  name: 'keltner',
  title: 'Keltner channel',
  group: 'average',
  formula: 'MA(price, n) ± d·ATR(r), or d means of high − low',
  by: 'Chester Keltner, 1960; Linda Raschke, 1980s',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(20),
    range: whole(10),
    ranges: measure(2, 0, RANGES_MAX),
    price: choice('close', 'typical'),
    by: choice('true', 'bar'),
    average: averageKind('ema'),
  },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: (options) => new Keltner(options),
  loop: (made, [high, low, close], { middle, upper, lower }, from) => {
    for (let row = from; row < high.length; row += 1) {
      middle[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
