import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { CmoPlain } from '../momentum/cmo-plain.ts';
import { StandardDeviation } from '../statistics/standard-deviation.ts';

const PERCENT = 100;

/** What makes it faster: how straight prices go, or how wide they spread of late. */
export type VidyaIndex = 'momentum' | 'deviation';
/** `period` says what an input weighs at most; `short` and `long` are the periods of its index. */
export type VidyaPeriods = {
  readonly period: number;
  readonly short: number;
  readonly long: number;
};

/**
 * Chande's average with a dynamic index: an exponential one that takes in the more of an input the more
 * prices move. It begins at the input before its first value, as `Kama` does.
 */
export class Vidya extends ValueIndicator {
  readonly #alpha: number;
  readonly #isStraight: boolean;
  private readonly straight: CmoPlain;
  private readonly near: StandardDeviation;
  private readonly far: StandardDeviation;
  private before = NaN;
  private average = NaN;

  constructor({ period, short, long }: VidyaPeriods, index: VidyaIndex = 'momentum') {
    const isStraight = index === 'momentum';
    super(
      'Vidya',
      [{ period, short, long }, index],
      isStraight ? short + 1 : Math.max(2, short, long),
    );
    this.#alpha = 2 / (period + 1);
    this.#isStraight = isStraight;
    this.straight = new CmoPlain(short);
    this.near = new StandardDeviation(short);
    this.far = new StandardDeviation(long);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    const index = this.#indexAt(value);
    if (Number.isNaN(index) || Number.isNaN(before)) return NaN;
    if (Number.isNaN(this.average)) this.average = before;
    this.average += this.#alpha * index * (value - this.average);
    return this.average;
  }

  #indexAt(value: number): number {
    if (this.#isStraight) return Math.abs(this.straight.step(value)) / PERCENT;
    const [near, far] = [this.near.step(value), this.far.step(value)];
    return far === 0 ? 0 : near / far;
  }
}

/** An average that is fast where prices move. */
export const vidya: Definition<
  {
    readonly period: Whole;
    readonly short: Whole;
    readonly long: Whole;
    readonly index: Choice<VidyaIndex>;
  },
  Vidya,
  'vidya'
> = define({
  name: 'vidya',
  title: 'Variable index dynamic average',
  group: 'average',
  formula:
    'VIDYA₁ + 2 / (n + 1)·k·(x₀ − VIDYA₁), k = |CMO(short)| / 100 of plain sums, or σ(short) / σ(long)',
  by: 'Tushar Chande, 1992 (of deviations), 1995 (of momentum)',
  inputs: ['value'],
  parameters: {
    period: whole(14),
    short: whole(9),
    long: whole(30),
    index: choice('momentum', 'deviation'),
  },
  lines: { vidya: overPrices },
  make: ({ index, ...periods }) => new Vidya(periods, index),
  loop: (made, [values], { vidya: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
