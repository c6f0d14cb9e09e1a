import { checkValue } from './errors.ts';
import { readState } from './indicator-state.ts';
import { WilderAverage } from './wilder-average.ts';

/**
 * Average true range: Wilder's average of how far each bar reached, the gap from the close before it
 * included. The first bar has no close before it, so its range is its high less its low.
 *
 * @example
 * const atr = new Atr(2);
 * atr.update(12, 10, 11); // 2
 * atr.update(16, 13, 15); // 3.5: the range from 11 to 16 is 5
 */
export class Atr {
  /** How many bars it needs before its value is what its name says. */
  readonly warmUp: number;
  #average: WilderAverage;
  #close = NaN;

  constructor(period: number) {
    this.#average = new WilderAverage(period);
    this.warmUp = period;
  }

  /** The value over the bars so far; NaN before the first. */
  get value(): number {
    return this.#average.value;
  }

  /** Whether it has had `warmUp` bars. */
  get isReady(): boolean {
    return this.#average.isReady;
  }

  /** Takes the next bar and returns the new value. Refuses what is not finite, unchanged. */
  update(high: number, low: number, close: number): number {
    checkValue(close);
    this.#average.update(this.#trueRange(high, low));
    this.#close = close;
    return this.value;
  }

  /** What `update` would return, bit for bit, with nothing changed. */
  peek(high: number, low: number, close: number): number {
    checkValue(close);
    return this.#average.peek(this.#trueRange(high, low));
  }

  /** An independent indicator in the same state. */
  fork(): Atr {
    const copy = new Atr(this.warmUp);
    copy.#average = this.#average.fork();
    copy.#close = this.#close;
    return copy;
  }

  /** Its state in numbers that a file can hold; it goes on from them bit for bit. */
  exportState(): readonly number[] {
    return [Number.isNaN(this.#close) ? 0 : this.#close, ...this.#average.exportState()];
  }

  /** Takes back what `exportState` of the same indicator gave. Refuses anything else, unchanged. */
  importState(state: unknown): void {
    const [close = 0, ...average] = readState('Atr', state, ({ length }) => length === 5);
    this.#average.importState(average);
    this.#close = Number.isNaN(this.#average.value) ? NaN : close;
  }

  #trueRange(high: number, low: number): number {
    if (Number.isNaN(this.#close)) return high - low;
    return Math.max(high, this.#close) - Math.min(low, this.#close);
  }
}
