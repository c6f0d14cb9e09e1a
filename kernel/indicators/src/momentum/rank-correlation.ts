import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const PERCENT = 100;
/** Each input is compared with the one that comes and the one that leaves: this bounds what a step costs. */
const PERIOD_MOST = 1000;

/**
 * Rank correlation index: whether the last inputs rose in the order they came, 100, or fell, −100. Equal
 * ones share their ranks. What ranks times places come to is kept from step to step: as it is of halves,
 * it stays exact.
 */
export class RankCorrelation extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  /** Each input's rank times its place in time, both from 1, in all. */
  private products = 0;
  /** What equals take from the sum of squared ranks. */
  private shared = 0;

  constructor(period: number) {
    super('RankCorrelation', [period], period);
    this.#period = period;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const period = this.#period;
    if (window.isFull) this.#takeOut(window.oldest);
    this.#putIn(value);
    window.push(value);
    if (!window.isFull) return NaN;
    const squares = (period * (period + 1) * (2 * period + 1)) / 6;
    const distance = 2 * (squares - this.products) - this.shared;
    return PERCENT * (1 - (6 * distance) / (period * (period * period - 1)));
  }

  /** The oldest stands at place 1: as all others come one place down, their ranks are taken off once. */
  #takeOut(oldest: number): void {
    const { window } = this;
    const stay = window.size - 1;
    let [places, same] = [0, 1];
    for (let age = 0; age < stay; age += 1) {
      const other = window.at(age);
      if (other > oldest) places += stay - age;
      else if (other === oldest) {
        places += (stay - age) / 2;
        same += 1;
      }
    }
    this.products -= (window.size * (window.size + 1)) / 2 + places;
    this.shared -= (same * (same - 1)) / 4;
  }

  #putIn(value: number): void {
    const { window } = this;
    const stay = Math.min(window.count, window.size - 1);
    let [places, same, below] = [0, 1, 0];
    for (let age = 0; age < stay; age += 1) {
      const other = window.at(age);
      if (other > value) places += stay - age;
      else if (other === value) {
        places += (stay - age) / 2;
        same += 1;
      } else below += 1;
    }
    this.products += places + (stay + 1) * (below + (same + 1) / 2);
    this.shared += (same * (same - 1)) / 4;
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
