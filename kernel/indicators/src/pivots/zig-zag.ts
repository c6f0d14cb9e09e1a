import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, overPrices, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

const PERCENT = 100;

/**
 * Legs that are at least so many percent long: its `value` is where the last whole leg ended, which never
 * changes; `forming` is how far the leg after it has come. A leg ends where prices have come so far back
 * from its end; a bar that takes it further does not end it. The first begins in the middle of the first bar.
 *
 * @example
 * const legs = new ZigZag(10);
 * legs.update(100, 100); // 100
 * legs.update(120, 118); // 100: a leg up from there to 120
 * legs.update(110, 107); // 120: it was whole, and one down has come to 107
 */
export class ZigZag extends PairIndicator {
  readonly #part: number;
  private end = NaN;
  /** Where the last whole leg began; before there is one, where the first begins. */
  begin: number = NaN;
  /** Where the leg has come to that is not whole yet. */
  forming: number = NaN;
  /** Which way it goes: 1 up, −1 down, 0 while no leg is long enough. */
  way: number = 0;
  /** How many bars ago the last whole leg ended. */
  age: number = NaN;
  /** How many bars ago the forming leg came as far as it did. */
  private formingAge = 0;

  constructor(percent: number) {
    super('ZigZag', [percent], 1);
    this.#part = percent / PERCENT;
  }

  step(high: number, low: number): number {
    this.age += 1;
    this.formingAge += 1;
    if (Number.isNaN(this.end)) this.#begin((high + low) / 2);
    if (this.way === 0) this.#look(high, low);
    else if (this.way > 0) this.#goOn(high, low);
    else this.#goOn(low, high);
    return this.end;
  }

  #begin(price: number): void {
    [this.begin, this.end, this.forming] = [price, price, price];
    [this.age, this.formingAge] = [0, 0];
  }

  /** Looks for the first leg: the farther way counts, up of two as far. */
  #look(high: number, low: number): void {
    const [up, down] = [high - this.end, this.end - low];
    if (Math.max(up, down) < this.#leastFrom(this.end)) return;
    this.way = up >= down ? 1 : -1;
    this.#reach(up >= down ? high : low);
  }

  /** `ahead` is the end of the bar that the leg goes to, `behind` the other one. */
  #goOn(ahead: number, behind: number): void {
    if ((ahead - this.forming) * this.way > 0) this.#reach(ahead);
    else if ((this.forming - behind) * this.way >= this.#leastFrom(this.forming)) {
      this.begin = this.end;
      this.end = this.forming;
      this.age = this.formingAge;
      this.way = -this.way;
      this.#reach(behind);
    }
  }

  #reach(price: number): void {
    this.forming = price;
    this.formingAge = 0;
  }

  #leastFrom(price: number): number {
    return Math.abs(price) * this.#part;
  }
}

/** Legs of prices, those that are whole and the one that is not. */
export const zigZag: Definition<
  { readonly percent: Measure },
  ZigZag,
  'end' | 'forming' | 'way' | 'age'
> = define({
  name: 'zigZag',
  title: 'Zig-zag',
  group: 'pivot',
  formula:
    'the end of the last leg from which prices came back d %; how far the next has come, and its way',
  by: 'Arthur Merrill, 1977',
  inputs: ['high', 'low'],
  parameters: { percent: measure(5, 0.001, 1000) },
  lines: {
    end: { as: 'dots', over: 'prices' },
    forming: overPrices,
    way: inOwnPane,
    age: inOwnPane,
  },
  read: ({ forming, way, age }) => [forming, way, age],
  make: ({ percent }) => new ZigZag(percent),
  loop: (made, [highs, lows], { end, forming, way, age }, from) => {
    for (let row = from; row < highs.length; row += 1) {
      end[row] = made.step(highs[row] ?? NaN, lows[row] ?? NaN);
      forming[row] = made.forming;
      way[row] = made.way;
      age[row] = made.age;
    }
  },
});
