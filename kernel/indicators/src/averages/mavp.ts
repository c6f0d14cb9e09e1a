import { PairIndicator, type ValueIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from './by-kind.ts';

/** Each period from the least to the most has an average of its own, all of which take each input. */
const MOST = 500;

/**
 * An average over as many inputs as a second series says, row by row: cut to whole numbers, and between the
 * least and the most. As in TA-Lib the averages begin so late that all of them have their first value at once.
 */
export class Mavp extends PairIndicator {
  readonly #least: number;
  readonly #most: number;
  private readonly averages: readonly ValueIndicator[];
  /** How many inputs are still missing until all have a value. */
  private left: number;

  constructor(one: number, other: number, average: AverageKind = 'sma') {
    const [least, most] = [Math.min(one, other), Math.max(one, other)];
    const averages = Array.from({ length: most - least + 1 }, (_, place) =>
      averageOf(average, least + place),
    );
    const warmUp = Math.max(...averages.map((each) => each.warmUp));
    super('Mavp', [one, other, average], warmUp);
    this.#least = least;
    this.#most = most;
    this.averages = averages;
    this.left = warmUp;
  }

  step(value: number, period: number): number {
    const chosen = Math.max(this.#least, Math.min(this.#most, Math.trunc(period))) - this.#least;
    const { averages, left } = this;
    let found = NaN;
    for (let place = 0; place < averages.length; place += 1) {
      const average = averages[place];
      if (average === undefined || left > average.warmUp) continue;
      const made = average.step(value);
      if (place === chosen) found = made;
    }
    if (left > 1) this.left = left - 1;
    return found;
  }
}

/** An average whose period changes. */
export const mavp: Definition<
  { readonly least: Whole; readonly most: Whole; readonly average: Choice<AverageKind> },
  Mavp,
  'mavp'
> = define({
  name: 'mavp',
  title: 'Moving average of variable period',
  group: 'average',
  formula: 'MA(x, p₀), p the second series, from the least period to the most',
  by: 'TA-Lib',
  inputs: ['value', 'other'],
  parameters: {
    least: whole(2, 2, MOST),
    most: whole(30, 2, MOST),
    average: averageKind('sma'),
  },
  lines: { mavp: overPrices },
  make: ({ least, most, average }) => new Mavp(least, most, average),
  loop: (made, [values, periods], { mavp: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, periods[row] ?? NaN);
    }
  },
});
