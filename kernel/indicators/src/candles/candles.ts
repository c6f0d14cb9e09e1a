import type { StateNumber, StateReader } from '../base/part.ts';
import { CandleRing, RING, type CandleColumns } from './candle-ring.ts';
import { RangeMean, type MeanName } from './range-mean.ts';

/**
 * The last candles beside what those before each measured on average: all that a pattern is told by. What
 * "long", "near" or "equal" mean are TA-Lib's settings.
 */
export class Candles extends CandleRing {
  readonly #bodies: RangeMean;
  readonly #shadows: RangeMean;
  readonly #ranges: RangeMean;
  readonly #lastRanges: RangeMean;
  /** Those that the pattern reads; of the others nothing is known, so nothing compares with them. */
  readonly #means: readonly RangeMean[];
  readonly #hasBodies: boolean;
  readonly #hasShadows: boolean;
  readonly #hasRanges: boolean;
  readonly #hasLastRanges: boolean;

  /** `columns` are candles that are there already; `next` goes on from each to the one after it. */
  constructor(means: readonly MeanName[], columns?: CandleColumns) {
    super(columns);
    this.#hasBodies = means.includes('bodies');
    this.#hasShadows = means.includes('shadows');
    this.#hasRanges = means.includes('ranges');
    this.#hasLastRanges = means.includes('lastRanges');
    const room = columns?.[0].length ?? RING;
    this.#bodies = new RangeMean('bodies', this, this.#hasBodies ? room : 0);
    this.#shadows = new RangeMean('shadows', this, this.#hasShadows ? room : 0);
    this.#ranges = new RangeMean('ranges', this, this.#hasRanges ? room : 0);
    this.#lastRanges = new RangeMean('lastRanges', this, this.#hasLastRanges ? room : 0);
    const all = [this.#bodies, this.#shadows, this.#ranges, this.#lastRanges];
    this.#means = all.filter(({ name }) => means.includes(name));
    if (columns === undefined) return;
    for (const mean of this.#means) mean.takeAll(sizesOf(mean.name, columns));
  }

  override push(open: number, high: number, low: number, close: number): void {
    super.push(open, high, low, close);
    const { count } = this;
    if (this.#hasBodies) this.#bodies.take(this.body(0), count);
    if (this.#hasShadows) this.#shadows.take(this.upperShadow(0) + this.lowerShadow(0), count);
    if (this.#hasRanges) this.#ranges.take(high - low, count);
    if (this.#hasLastRanges) this.#lastRanges.take(high - low, count);
  }

  /** Whether its body is longer than those before it. */
  isLong(age: number): boolean {
    return this.body(age) > this.#bodies.at(age);
  }

  /** Whether its body is no longer than those before it. */
  isShort(age: number): boolean {
    return this.body(age) <= this.#bodies.at(age);
  }

  /** Whether its body is shorter than those before it: some patterns ask for that, others for `isShort`. */
  isShorter(age: number): boolean {
    return this.body(age) < this.#bodies.at(age);
  }

  isDoji(age: number): boolean {
    return this.isDojiFor(age, age);
  }

  /** Whether its body is one of a doji, were it where the candle of the other age is. */
  isDojiFor(age: number, other: number): boolean {
    return this.body(age) <= 0.1 * this.#ranges.at(other);
  }

  /** How long a shadow is that counts as none. */
  noShadow(age: number): number {
    return 0.1 * this.#ranges.at(age);
  }

  /** How long a shadow is at most that counts as short. */
  shortShadow(age: number): number {
    return this.#shadows.at(age) / 2;
  }

  hasNoUpperShadow(age: number): boolean {
    return this.upperShadow(age) < this.noShadow(age);
  }

  hasNoLowerShadow(age: number): boolean {
    return this.lowerShadow(age) < this.noShadow(age);
  }

  hasUpperShadow(age: number): boolean {
    return this.upperShadow(age) > this.noShadow(age);
  }

  hasLowerShadow(age: number): boolean {
    return this.lowerShadow(age) > this.noShadow(age);
  }

  hasNoShadows(age: number): boolean {
    return this.hasNoUpperShadow(age) && this.hasNoLowerShadow(age);
  }

  hasShortShadows(age: number): boolean {
    const most = this.shortShadow(age);
    return this.upperShadow(age) < most && this.lowerShadow(age) < most;
  }

  hasLongUpperShadow(age: number): boolean {
    return this.upperShadow(age) > this.body(age);
  }

  hasLongLowerShadow(age: number): boolean {
    return this.lowerShadow(age) > this.body(age);
  }

  /** How far apart two prices are that are near each other, at the candle of that age. */
  near(age: number): number {
    return 0.2 * this.#lastRanges.at(age);
  }

  /** How far apart two prices are that are far from each other. */
  far(age: number): number {
    return 0.6 * this.#lastRanges.at(age);
  }

  /** How far apart two prices are at most that count as equal. */
  equal(age: number): number {
    return 0.05 * this.#lastRanges.at(age);
  }

  /** Whether a price is as good as equal to another, at the candle of that age. */
  isEqual(price: number, to: number, age: number): boolean {
    const slack = this.equal(age);
    return price <= to + slack && price >= to - slack;
  }

  override mark(): void {
    super.mark();
    for (const mean of this.#means) mean.mark();
  }

  override undo(): void {
    super.undo();
    for (const mean of this.#means) mean.undo();
  }

  override write(into: StateNumber[]): void {
    super.write(into);
    for (const mean of this.#means) mean.write(into);
  }

  override read(from: StateReader): void {
    super.read(from);
    for (const mean of this.#means) mean.read(from);
  }
}

/** What of whole columns is averaged; the same bits as of each candle by itself. */
function sizesOf(name: MeanName, columns: CandleColumns): Float64Array {
  if (name === 'bodies') return bodiesOf(columns);
  return name === 'shadows' ? shadowsOf(columns) : rangesOf(columns);
}

function bodiesOf([opens, , , closes]: CandleColumns): Float64Array {
  const sizes = new Float64Array(opens.length);
  for (let row = 0; row < sizes.length; row += 1) {
    sizes[row] = Math.abs((closes[row] ?? NaN) - (opens[row] ?? NaN));
  }
  return sizes;
}

function shadowsOf([opens, highs, lows, closes]: CandleColumns): Float64Array {
  const sizes = new Float64Array(opens.length);
  for (let row = 0; row < sizes.length; row += 1) {
    const open = opens[row] ?? NaN;
    const close = closes[row] ?? NaN;
    const upper = (highs[row] ?? NaN) - Math.max(open, close);
    sizes[row] = upper + (Math.min(open, close) - (lows[row] ?? NaN));
  }
  return sizes;
}

function rangesOf([, highs, lows]: CandleColumns): Float64Array {
  const sizes = new Float64Array(highs.length);
  for (let row = 0; row < sizes.length; row += 1) {
    sizes[row] = (highs[row] ?? NaN) - (lows[row] ?? NaN);
  }
  return sizes;
}
