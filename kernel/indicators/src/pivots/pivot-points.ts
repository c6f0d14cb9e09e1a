import { checkPeriod } from '../errors.ts';
import { PivotLevels, type PivotKind } from './pivot-rules.ts';

/**
 * Levels from the last whole period, which hold while the next one goes on. A period is `bars` bars,
 * counted from the first one that came: 1 where each bar is a day or a week. `SessionPivots` tells days
 * by the time of bars within them.
 *
 * @example
 * const levels = new PivotPoints('classic', 1);
 * levels.update(100, 110, 95, 105); // NaN: no period is over
 * levels.update(105, 106, 104, 105); // 103.33 of the first bar; levels.r1 is 111.67
 */
export class PivotPoints extends PivotLevels {
  readonly #bars: number;
  /** How many bars of its period came. */
  private bars = 0;
  private pivot = NaN;

  constructor(kind: PivotKind, bars: number) {
    checkPeriod(bars);
    super('PivotPoints', [kind, bars], bars + 1);
    this.#bars = bars;
  }

  step(open: number, high: number, low: number, close: number): number {
    if (this.bars === this.#bars) {
      this.pivot = this.reckon();
      this.bars = 0;
    }
    if (this.bars === 0) this.begin(open, high, low, close);
    else this.goOn(high, low, close);
    this.bars += 1;
    return this.pivot;
  }
}
