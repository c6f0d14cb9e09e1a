import {
  choice,
  define,
  inOwnPane,
  overPrices,
  whole,
  type Definition,
} from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { fillLevels } from './fill-levels.ts';
import { PivotLevels, type PivotKind } from './pivot-rules.ts';

const MINUTE_US = 60_000_000;
const DAY_US = 24 * 60 * MINUTE_US;
const OFFSET_MAX = 24 * 60;

/** The rules that need no open and have three levels on each side. */
export type SessionPivotKind = Extract<PivotKind, 'classic' | 'fibonacci' | 'camarilla' | 'woodie'>;

/**
 * Levels from the last day, which hold all through the next one, whatever bars a day is made of. A day
 * begins with midnight at an offset from UTC. On the first day they are of its bars so far, the newest
 * with them: `days` tells how many whole days came, and 0 that nothing is to be built on the levels.
 */
export class SessionPivots extends PivotLevels {
  readonly #offsetUs: number;
  private day = NaN;
  private pivot = NaN;
  /** How many days are over. */
  days: number = 0;

  constructor(kind: SessionPivotKind, offsetMinutes = 0) {
    super('SessionPivots', [kind, offsetMinutes], 1);
    this.#offsetUs = offsetMinutes * MINUTE_US;
  }

  step(high: number, low: number, close: number, timeUs: number): number {
    const day = Math.floor((timeUs + this.#offsetUs) / DAY_US);
    const isFirst = Number.isNaN(this.day);
    if (day === this.day) this.goOn(high, low, close);
    else {
      if (!isFirst) {
        this.pivot = this.reckon();
        this.days += 1;
      }
      this.begin(close, high, low, close);
      this.day = day;
    }
    if (this.days === 0) this.pivot = this.reckon();
    return this.pivot;
  }
}

/** Levels of the day before, by the time of bars. */
export const sessionPivots: Definition<
  { readonly rule: Choice<SessionPivotKind>; readonly offset: Whole },
  SessionPivots,
  'pivot' | 'r1' | 's1' | 'r2' | 's2' | 'r3' | 's3' | 'days'
> = define({
  name: 'sessionPivots',
  title: 'Pivots of the day before',
  group: 'pivot',
  formula:
    'as the rule says, of the last day, since midnight at so many minutes from UTC; days so far',
  by: 'floor traders',
  inputs: ['high', 'low', 'close', 'time'],
  parameters: {
    rule: choice<SessionPivotKind>('classic', 'fibonacci', 'camarilla', 'woodie'),
    offset: whole(0, -OFFSET_MAX, OFFSET_MAX),
  },
  lines: {
    pivot: overPrices,
    r1: overPrices,
    s1: overPrices,
    r2: overPrices,
    s2: overPrices,
    r3: overPrices,
    s3: overPrices,
    days: inOwnPane,
  },
  read: ({ r1, s1, r2, s2, r3, s3, days }) => [r1, s1, r2, s2, r3, s3, days],
  make: ({ rule, offset }) => new SessionPivots(rule, offset),
  loop: (made, [highs, lows, closes, times], lines, from) => {
    for (let row = from; row < highs.length; row += 1) {
      const [high, low] = [highs[row] ?? NaN, lows[row] ?? NaN];
      lines.pivot[row] = made.step(high, low, closes[row] ?? NaN, times[row] ?? NaN);
      fillLevels(made, lines, row);
      lines.days[row] = made.days;
    }
    return undefined;
  },
});
