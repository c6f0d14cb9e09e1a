import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const PERCENT = 100;
/** Each input is compared with each other: this bounds what a step costs. */
const PERIOD_MOST = 100;

/** Rank correlation index: whether the last inputs rose in the order they came, 100, or fell, −100. Equal ones share their ranks. */
export class RankCorrelation extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;

  constructor(period: number) {
    super('RankCorrelation', [period], period);
    this.#period = period;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const period = this.#period;
    window.push(value);
    if (!window.isFull) return NaN;
    let squares = 0;
    for (let age = 0; age < period; age += 1) {
      const distance = this.#rank(window.at(age)) - (period - age);
      squares += distance * distance;
    }
    return PERCENT * (1 - (6 * squares) / (period * (period * period - 1)));
  }

  /** From 1 for the lowest on. */
  #rank(value: number): number {
    const { window } = this;
    let [below, equal] = [0, 0];
    for (let age = 0; age < window.size; age += 1) {
      const other = window.at(age);
      if (other < value) below += 1;
      else if (other === value) equal += 1;
    }
    return below + (equal + 1) / 2;
  }
}

/** Whether inputs rose in the order they came. */
export const rci: Definition<Period, RankCorrelation, 'rci'> = define({
  name: 'rci',
  title: 'Rank correlation index',
  group: 'momentum',
  formula: '100·(1 − 6·Σd² / (n·(n² − 1))), d the rank of an input less its place in time',
  by: 'Charles Spearman, 1904',
  inputs: ['value'],
  parameters: { period: whole(9, 2, PERIOD_MOST) },
  lines: { rci: inOwnPane },
  make: ({ period }) => new RankCorrelation(period),
  loop: (made, [values], { rci }, from) => {
    for (let row = from; row < values.length; row += 1) {
      rci[row] = made.step(values[row] ?? NaN);
    }
  },
});
