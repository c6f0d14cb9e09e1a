import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { PercentRank } from '../statistics/percent-rank.ts';
import { Rsi } from './rsi.ts';

const PERCENT = 100;

/** The periods of a `ConnorsRsi`: of the strength, of that of streaks, and over how many changes the last one is ranked. */
export type ConnorsPeriods = {
  readonly strength: number;
  readonly streak: number;
  readonly rank: number;
};

/**
 * Connors' relative strength: the mean of the strength of prices, of that of how long they have gone one
 * way, and of how many percent of the last changes were smaller than the newest.
 */
export class ConnorsRsi extends ValueIndicator {
  private readonly strength: Rsi;
  private readonly streakStrength: Rsi;
  private readonly rank: PercentRank;
  private before = NaN;
  /** For how many steps prices have risen; below zero, fallen. */
  private streak = 0;

  constructor({ strength, streak, rank }: ConnorsPeriods, flat = 50) {
    const warmUp = Math.max(strength + 1, streak + 2, rank + 2);
    super('ConnorsRsi', [{ strength, streak, rank }, flat], warmUp);
    this.strength = new Rsi(strength, { flat });
    this.streakStrength = new Rsi(streak, { flat });
    this.rank = new PercentRank(rank);
  }

  step(value: number): number {
    const { before } = this;
    this.before = value;
    const strength = this.strength.step(value);
    if (Number.isNaN(before)) return NaN;
    this.#count(value - before);
    const streaks = this.streakStrength.step(this.streak);
    const change = before === 0 ? 0 : value / before - 1;
    return (strength + streaks + this.rank.step(change)) / 3;
  }

  #count(change: number): void {
    if (change === 0) this.streak = 0;
    else if (change > 0) this.streak = Math.max(0, this.streak) + 1;
    else this.streak = Math.min(0, this.streak) - 1;
  }
}

/** How strong, how lasting and how large the last move was. */
export const connorsRsi: Definition<
  {
    readonly strength: Whole;
    readonly streak: Whole;
    readonly rank: Whole;
    readonly flat: Measure;
  },
  ConnorsRsi,
  'connorsRsi'
> = define({
  name: 'connorsRsi',
  title: 'Connors’ relative strength',
  group: 'momentum',
  formula: '(RSI(x, s) + RSI(streak, t) + percent of the last r changes below the newest) / 3',
  by: 'Larry Connors, 2012',
  inputs: ['value'],
  parameters: {
    strength: whole(3, 2),
    streak: whole(2),
    rank: whole(100, 1, 1000),
    flat: measure(50, 0, PERCENT),
  },
  lines: { connorsRsi: inOwnPane },
  make: ({ flat, ...periods }) => new ConnorsRsi(periods, flat),
  loop: (made, [values], { connorsRsi }, from) => {
    for (let row = from; row < values.length; row += 1) {
      connorsRsi[row] = made.step(values[row] ?? NaN);
    }
  },
});
