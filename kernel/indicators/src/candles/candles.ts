import type { StateNumber, StateReader } from '../base/part.ts';
import { CandleRing } from './candle-ring.ts';
import { RangeMean, type MeanName } from './range-mean.ts';

/**
 * The last candles beside what those before each measured on average: all that a pattern is told by. What
 * "long", "near" or "equal" mean are TA-Lib's settings.
 */
export class Candles extends CandleRing {
  readonly #bodies = new RangeMean('bodies', this);
  readonly #shadows = new RangeMean('shadows', this);
  readonly #ranges = new RangeMean('ranges', this);
  readonly #lastRanges = new RangeMean('lastRanges', this);
  /** Those that the pattern reads; of the others nothing is known, so nothing compares with them. */
  readonly #means: readonly RangeMean[];

  constructor(means: readonly MeanName[]) {
    super();
    const all = [this.#bodies, this.#shadows, this.#ranges, this.#lastRanges];
    this.#means = all.filter(({ name }) => means.includes(name));
  }

  override push(open: number, high: number, low: number, close: number): void {
    super.push(open, high, low, close);
    for (const mean of this.#means) mean.take();
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
