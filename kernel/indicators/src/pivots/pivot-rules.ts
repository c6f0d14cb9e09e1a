import { FourIndicator } from '../base/by-inputs.ts';

/** By whose rule levels are reckoned. */
export type PivotKind = 'central' | 'classic' | 'fibonacci' | 'camarilla' | 'woodie' | 'deMark';

const [FIBONACCI_NEAR, FIBONACCI_FAR] = [0.382, 0.618];
const CAMARILLA = 1.1;

/** Levels of a period by a rule; what a rule does not have is NaN. When a period is over, others say. */
export abstract class PivotLevels extends FourIndicator {
  readonly #kind: PivotKind;
  private open = NaN;
  private high = NaN;
  private low = NaN;
  private close = NaN;
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

  constructor(name: string, settings: readonly [PivotKind, number], warmUp: number) {
    super(name, settings, warmUp);
    [this.#kind] = settings;
  }

  /** Begins a period with its first bar. */
  protected begin(open: number, high: number, low: number, close: number): void {
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
  }

  /** Goes on with the next bar of the period. */
  protected goOn(high: number, low: number, close: number): void {
    this.high = Math.max(this.high, high);
    this.low = Math.min(this.low, low);
    this.close = close;
  }

  /** Sets the levels of the period as it stands; gives its pivot. */
  protected reckon(): number {
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
