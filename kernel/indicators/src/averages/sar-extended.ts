import { PairIndicator } from '../base/by-inputs.ts';
import { define, measure, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

const START_MAX = 1e12;

/**
 * `start` is where the first stop stands: above 0 as of a rise, below 0 as of a fall, 0 leaves it to the first
 * two bars. `offset` is the part by which a stop is moved away as it turns. Then of rises and of falls: by
 * how much of what is left the stop comes nearer at first, more at each new extreme, and at most.
 */
export type SarExtendedSettings = {
  readonly start: number;
  readonly offset: number;
  readonly longInitial: number;
  readonly longStep: number;
  readonly longMost: number;
  readonly shortInitial: number;
  readonly shortStep: number;
  readonly shortMost: number;
};

type Pace = { readonly initial: number; readonly step: number; readonly most: number };

/** A parabolic stop with speeds of its own for rises and falls; as in TA-Lib it is below 0 while prices fall. */
export class SarExtended extends PairIndicator {
  readonly #start: number;
  readonly #offset: number;
  readonly #long: Pace;
  readonly #short: Pace;
  private highBefore = NaN;
  private lowBefore = NaN;
  /** 1 in a rise, -1 in a fall, 0 before there is either. */
  private side = 0;
  /** The stop and the farthest price, times the side: what is said of a rise holds of a fall then. */
  private stop = NaN;
  private farthest = NaN;
  private speed = NaN;

  constructor(settings: SarExtendedSettings) {
    super('SarExtended', [{ ...settings }], 2);
    this.#start = settings.start;
    this.#offset = settings.offset;
    this.#long = paceOf(settings.longInitial, settings.longStep, settings.longMost);
    this.#short = paceOf(settings.shortInitial, settings.shortStep, settings.shortMost);
  }

  step(high: number, low: number): number {
    const { highBefore, lowBefore } = this;
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(highBefore)) return NaN;
    if (this.side === 0) {
      this.#begin(high - highBefore, lowBefore - low);
      this.farthest = this.side > 0 ? high : -low;
      const opposite = this.side > 0 ? lowBefore : -highBefore;
      this.stop = this.#start === 0 ? opposite : this.#start;
      return this.#follow(high, low, { high, low });
    }
    return this.#follow(high, low, { high: highBefore, low: lowBefore });
  }

  #begin(up: number, down: number): void {
    if (this.#start === 0) this.side = down > 0 && up < down ? -1 : 1;
    else this.side = this.#start > 0 ? 1 : -1;
    this.speed = this.#pace.initial;
  }

  /** One bar; gives the stop it met, below 0 of a fall. */
  #follow(
    high: number,
    low: number,
    before: { readonly high: number; readonly low: number },
  ): number {
    const isRise = this.side > 0;
    const top = isRise ? high : -low;
    const bottom = isRise ? low : -high;
    const topBefore = isRise ? before.high : -before.low;
    const bottomBefore = isRise ? before.low : -before.high;
    if (bottom <= this.stop) return this.#turn(top, bottom, topBefore);
    const met = this.stop;
    const { step, most } = this.#pace;
    if (top > this.farthest) {
      this.farthest = top;
      this.speed = Math.min(most, this.speed + step);
    }
    this.stop = Math.min(met + this.speed * (this.farthest - met), bottomBefore, bottom);
    return met;
  }

  #turn(top: number, bottom: number, topBefore: number): number {
    const reached = Math.max(this.farthest, topBefore, top);
    const turned = reached + this.side * this.#offset * reached;
    this.side = -this.side;
    this.speed = this.#pace.initial;
    this.stop = -Math.max(turned + this.speed * (bottom - turned), topBefore, top);
    this.farthest = -bottom;
    return -turned;
  }

  get #pace(): Pace {
    return this.side > 0 ? this.#long : this.#short;
  }
}

function paceOf(initial: number, step: number, most: number): Pace {
  return { initial: Math.min(initial, most), step: Math.min(step, most), most };
}

const slow = measure(0.02, 0, 1);
const fast = measure(0.2, 0, 1);

/** A stop that runs after prices, at one pace up and at another one down. */
export const sarExtended: Definition<
  { readonly [Name in keyof SarExtendedSettings]: Measure },
  SarExtended,
  'sarExtended'
> = define({
  name: 'sarExtended',
  title: 'Extended parabolic stop and reverse',
  group: 'average',
  formula:
    'SAR₁ + a·(extreme − SAR₁), a by side; where it is reached it turns, moved away by a part; below 0 while prices fall',
  by: 'after J. Welles Wilder, 1978; as TA-Lib’s SAREXT',
  inputs: ['high', 'low'],
  parameters: {
    start: measure(0, -START_MAX, START_MAX),
    offset: measure(0, 0, 1),
    longInitial: slow,
    longStep: slow,
    longMost: fast,
    shortInitial: slow,
    shortStep: slow,
    shortMost: fast,
  },
  lines: { sarExtended: { as: 'dots', over: 'own' } },
  make: (settings) => new SarExtended(settings),
  loop: (made, [high, low], { sarExtended: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
