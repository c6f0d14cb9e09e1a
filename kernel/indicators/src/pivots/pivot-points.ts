import { FourIndicator } from '../base/by-inputs.ts';
import { checkPeriod } from '../errors.ts';

/** By whose rule levels are reckoned. */
export type PivotKind = 'central' | 'classic' | 'fibonacci' | 'camarilla' | 'woodie' | 'deMark';

const [FIBONACCI_NEAR, FIBONACCI_FAR] = [0.382, 0.618];
const CAMARILLA = 1.1;

/**
 * Levels from the last whole period, which hold while the next one goes on. A period is `bars` bars,
 * counted from the first one that came: 1 where each bar is a day or a week, 75 where they are five
 * minutes of a session in India, begun with its first bar. What its rule does not have is NaN.
 *
 * @example
 * const levels = new PivotPoints('classic', 1);
 * levels.update(100, 110, 95, 105); // NaN: no period is over
 * levels.update(105, 106, 104, 105); // 103.33 of the first bar; levels.r1 is 111.67
 */
export class PivotPoints extends FourIndicator {
  readonly #kind: PivotKind;
  readonly #bars: number;
  private open = NaN;
  private high = NaN;
  private low = NaN;
  private close = NaN;
  /** How many bars of its period came. */
  private bars = 0;
  private pivot = NaN;
  /** The first level above the pivot, where prices meet resistance; of a central range its upper end. */
  r1: number = NaN;
  /** The second level above. */
  r2: number = NaN;
  /** The third level above. */
  r3: number = NaN;
  /** The fourth level above. */
  r4: number = NaN;
  /** The first level below the pivot, where prices find support; of a central range its lower end. */
  s1: number = NaN;
  /** The second level below. */
  s2: number = NaN;
  /** The third level below. */
  s3: number = NaN;
  /** The fourth level below. */
  s4: number = NaN;

  constructor(kind: PivotKind, bars: number) {
    checkPeriod(bars);
    super('PivotPoints', [kind, bars], bars + 1);
    this.#kind = kind;
    this.#bars = bars;
  }

  step(open: number, high: number, low: number, close: number): number {
    if (this.bars === this.#bars) {
      this.pivot = this.#reckon();
      this.bars = 0;
    }
    const isFirst = this.bars === 0;
    if (isFirst) this.open = open;
    this.high = isFirst ? high : Math.max(this.high, high);
    this.low = isFirst ? low : Math.min(this.low, low);
    this.close = close;
    this.bars += 1;
    return this.pivot;
  }

  #reckon(): number {
    const typical = (this.high + this.low + this.close) / 3;
    switch (this.#kind) {
      case 'central':
        return this.#central(typical);
      case 'classic':
        return this.#mirrored(typical);
      case 'fibonacci':
        return this.#fibonacci(typical);
      case 'camarilla':
        return this.#camarilla(typical);
      case 'woodie':
        return this.#mirrored((this.high + this.low + 2 * this.close) / 4);
      case 'deMark':
        return this.#deMark();
    }
  }

  /** The pivot between the middle of the range and what mirrors it. */
  #central(pivot: number): number {
    const middle = (this.high + this.low) / 2;
    this.r1 = Math.max(middle, 2 * pivot - middle);
    this.s1 = Math.min(middle, 2 * pivot - middle);
    return pivot;
  }

  /** The low and the high mirrored in the pivot, then one range and two around it. */
  #mirrored(pivot: number): number {
    const { high, low } = this;
    const range = high - low;
    this.r1 = 2 * pivot - low;
    this.s1 = 2 * pivot - high;
    this.r2 = pivot + range;
    this.s2 = pivot - range;
    this.r3 = this.r1 + range;
    this.s3 = this.s1 - range;
    return pivot;
  }

  #fibonacci(pivot: number): number {
    const range = this.high - this.low;
    this.r1 = pivot + FIBONACCI_NEAR * range;
    this.s1 = pivot - FIBONACCI_NEAR * range;
    this.r2 = pivot + FIBONACCI_FAR * range;
    this.s2 = pivot - FIBONACCI_FAR * range;
    this.r3 = pivot + range;
    this.s3 = pivot - range;
    return pivot;
  }

  /** Parts of the range around the close. */
  #camarilla(pivot: number): number {
    const { close } = this;
    const range = CAMARILLA * (this.high - this.low);
    this.r1 = close + range / 12;
    this.s1 = close - range / 12;
    this.r2 = close + range / 6;
    this.s2 = close - range / 6;
    this.r3 = close + range / 4;
    this.s3 = close - range / 4;
    this.r4 = close + range / 2;
    this.s4 = close - range / 2;
    return pivot;
  }

  /** One of the prices counts twice, by which way the period went. */
  #deMark(): number {
    const { open, high, low, close } = this;
    const way = Math.sign(close - open);
    const twice = way > 0 ? high : way < 0 ? low : close;
    const sum = high + low + close + twice;
    this.r1 = sum / 2 - low;
    this.s1 = sum / 2 - high;
    return sum / 4;
  }
}
