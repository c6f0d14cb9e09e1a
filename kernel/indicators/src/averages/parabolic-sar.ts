import { PairIndicator } from '../base/by-inputs.ts';
import { define, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

/** By how much of what is left the stop comes nearer: at first and more at each new extreme, and at most. */
export type SarSpeeds = { readonly acceleration: number; readonly most: number };

/**
 * Parabolic stop and reverse: a stop that comes nearer to the farthest price of a rise or a fall, the faster
 * the farther it goes; where a bar reaches it, it turns. As in TA-Lib it begins as of a fall only where the
 * second bar went farther down than up.
 */
export class ParabolicSar extends PairIndicator {
  readonly #acceleration: number;
  readonly #most: number;
  private highBefore = NaN;
  private lowBefore = NaN;
  /** 1 in a rise, -1 in a fall, 0 before there is either. */
  private side = 0;
  /** The stop and the farthest price, times the side: what is said of a rise holds of a fall then. */
  private stop = NaN;
  private farthest = NaN;
  private speed = 0;

  constructor({ acceleration, most }: SarSpeeds) {
    super('ParabolicSar', [{ acceleration, most }], 2);
    this.#acceleration = Math.min(acceleration, most);
    this.#most = most;
    this.speed = this.#acceleration;
  }

  step(high: number, low: number): number {
    const { highBefore, lowBefore } = this;
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(highBefore)) return NaN;
    const isFirst = this.side === 0;
    if (isFirst) this.#begin(high - highBefore, lowBefore - low);
    const isRise = this.side > 0;
    const top = isRise ? high : -low;
    const bottom = isRise ? low : -high;
    if (isFirst) {
      this.stop = isRise ? lowBefore : -highBefore;
      this.farthest = top;
      return this.#follow(top, bottom, { topBefore: top, bottomBefore: bottom });
    }
    const topBefore = isRise ? highBefore : -lowBefore;
    const bottomBefore = isRise ? lowBefore : -highBefore;
    return this.#follow(top, bottom, { topBefore, bottomBefore });
  }

  #begin(up: number, down: number): void {
    this.side = down > 0 && up < down ? -1 : 1;
  }

  /** One bar as of a rise; gives the stop it met. */
  #follow(
    top: number,
    bottom: number,
    { topBefore, bottomBefore }: { readonly topBefore: number; readonly bottomBefore: number },
  ): number {
    const { side } = this;
    if (bottom <= this.stop) {
      const turned = Math.max(this.farthest, topBefore, top);
      this.speed = this.#acceleration;
      const next = Math.max(turned + this.speed * (bottom - turned), topBefore, top);
      this.side = -side;
      this.stop = -next;
      this.farthest = -bottom;
      return turned * side;
    }
    const met = this.stop;
    if (top > this.farthest) {
      this.farthest = top;
      this.speed = Math.min(this.#most, this.speed + this.#acceleration);
    }
    this.stop = Math.min(met + this.speed * (this.farthest - met), bottomBefore, bottom);
    return met * side;
  }
}

/** A stop that runs after prices. */
export const parabolicSar: Definition<
  { readonly acceleration: Measure; readonly most: Measure },
  ParabolicSar,
  'parabolicSar'
> = define({
  name: 'parabolicSar',
  title: 'Parabolic stop and reverse',
  group: 'average',
  formula:
    'SAR₁ + a·(extreme − SAR₁), a a step more at each new extreme; turns where it is reached',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low'],
  parameters: { acceleration: measure(0.02, 0, 1), most: measure(0.2, 0, 1) },
  lines: { parabolicSar: { as: 'dots', over: 'prices' } },
  make: (speeds) => new ParabolicSar(speeds),
  loop: (made, [high, low], { parabolicSar: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
