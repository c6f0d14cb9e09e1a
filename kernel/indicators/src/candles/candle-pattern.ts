import { FourIndicator } from '../base/by-inputs.ts';
import type { CandleColumns } from './candle-ring.ts';
import { Candles } from './candles.ts';
import type { Pattern } from './pattern.ts';
import { patternsOfMore, type LongerPatternName } from './patterns-of-more.ts';
import { patternsOfOne, type OneCandleName } from './patterns-of-one.ts';
import { patternsOfThree, type ThreeCandleName } from './patterns-of-three.ts';
import { patternsOfTwo, type TwoCandleName } from './patterns-of-two.ts';
import { meanPeriods } from './range-mean.ts';
import { starPatterns, type StarName } from './star-patterns.ts';

/** The candle patterns. */
export type CandleName =
  | OneCandleName
  | TwoCandleName
  | ThreeCandleName
  | StarName
  | LongerPatternName;

/** How each of them is told. */
export const patterns: Readonly<Record<CandleName, Pattern>> = {
  ...patternsOfOne,
  ...patternsOfTwo,
  ...patternsOfThree,
  ...starPatterns,
  ...patternsOfMore,
};

/**
 * Where a candle pattern stands: 100 where it points up, −100 down, 0 at all other candles. It begins
 * where TA-Lib does, once its averages are full for the oldest candle that it reads.
 *
 * @example
 * const stars = new CandlePattern('eveningStar', 0.3);
 * stars.update(10, 12, 9, 11); // NaN: 13 candles are needed
 */
export class CandlePattern extends FourIndicator {
  readonly #find: Pattern['find'];
  readonly #means: Pattern['means'];
  readonly #penetration: number;
  private readonly candles: Candles;

  constructor(name: CandleName, penetration: number = patterns[name].penetration ?? 0) {
    const { bars, means, find } = patterns[name];
    const before = Math.max(0, ...means.map((mean) => meanPeriods[mean]));
    super('CandlePattern', [name, penetration], before + bars);
    this.#find = find;
    this.#means = means;
    this.#penetration = penetration;
    this.candles = new Candles(means);
  }

  step(open: number, high: number, low: number, close: number): number {
    const { candles } = this;
    candles.push(open, high, low, close);
    return candles.count < this.warmUp ? NaN : this.#find(candles, this.#penetration);
  }

  /** Fills a line with its steps over columns, where the candles lie already. It is not stepped by that. */
  fill(columns: CandleColumns, line: Float64Array, from: number): void {
    const [opens, highs, lows, closes] = columns;
    const whole: CandleColumns = [
      opens.subarray(from),
      highs.subarray(from),
      lows.subarray(from),
      closes.subarray(from),
    ];
    const candles = new Candles(this.#means, whole);
    const [find, penetration, until] = [this.#find, this.#penetration, from + this.warmUp - 1];
    for (let row = from; row < opens.length; row += 1) {
      candles.next();
      line[row] = row < until ? NaN : find(candles, penetration);
    }
  }
}
