import { ArgosyError } from 'argosy/core';

import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Plot, Whole } from '../base/particulars.ts';
import { indicatorErrors } from '../errors.ts';

const SIZE_MIN = 1e-9;
const SIZE_MAX = 1e12;
const REVERSAL_MAX = 1000;
/** A price that rounding left so little short of a brick's end, as a part of the brick, has come to it. */
const SLACK = 1e-9;

/**
 * Bricks of one size, laid from the first price on: one more where a price comes to its end; to turn, a
 * price has to come `reversal` bricks back from the end of the last. Its `value` is that end. Many bricks
 * may come with one price, and with most comes none.
 *
 * @example
 * const bricks = new Bricks(10, 2);
 * bricks.update(100); // 100, where it begins
 * bricks.update(125); // 120: two bricks up
 * bricks.update(105); // 120: a brick down would have to end at 100
 */
export class Bricks extends ValueIndicator {
  readonly #size: number;
  readonly #reversal: number;
  private base = NaN;
  /** Where the last brick ends, in bricks above the first price. */
  private level = 0;
  /** Which way the last brick goes: 1 up, −1 down, 0 before the first. */
  way: number = 0;
  /** How many bricks came with the last price, below 0 those that go down. */
  bricks: number = 0;

  constructor(size: number, reversal: number) {
    super('Bricks', [size, reversal], 1);
    if (!(size >= SIZE_MIN && size <= SIZE_MAX)) {
      const detail = `the size of bricks is ${size}, expected ${SIZE_MIN} to ${SIZE_MAX}`;
      throw new ArgosyError('BAD_PARAMETER', `${indicatorErrors.BAD_PARAMETER}: ${detail}`, {
        size,
      });
    }
    this.#size = size;
    this.#reversal = reversal;
  }

  step(value: number): number {
    if (Number.isNaN(this.base)) this.base = value;
    const place = (value - this.base) / this.#size;
    const [up, down] = [Math.floor(place + SLACK), Math.ceil(place - SLACK)];
    const { level, way } = this;
    this.bricks = 0;
    if (up - level >= (way < 0 ? this.#reversal : 1)) this.#lay(up, 1);
    else if (level - down >= (way > 0 ? this.#reversal : 1)) this.#lay(down, -1);
    return this.base + this.level * this.#size;
  }

  /** The first brick back lies beside the last one, so one less is laid than the price came. */
  #lay(level: number, way: 1 | -1): void {
    this.bricks = level - this.level - (this.way === -way ? way : 0);
    this.level = level;
    this.way = way;
  }
}

const lines = {
  end: overPrices,
  way: { as: 'line', over: 'own' },
  bricks: { as: 'histogram', over: 'own' },
} as const satisfies Readonly<Record<string, Plot>>;

/** Bricks that leave out time and what is smaller than they are. */
export const renko: Definition<{ readonly size: Measure }, Bricks, 'end' | 'way' | 'bricks'> =
  define({
    name: 'renko',
    title: 'Renko bricks',
    group: 'price',
    formula:
      'a brick for each full size from the last one’s end; back from 2 sizes on, of which 1 is the last',
    by: 'Japan, 19th century; Steve Nison, 1994',
    inputs: ['value'],
    parameters: { size: measure(1, SIZE_MIN, SIZE_MAX) },
    lines,
    read: ({ way, bricks }) => [way, bricks],
    make: ({ size }) => new Bricks(size, 2),
    loop: (made, [values], { end, way, bricks }, from) => {
      for (let row = from; row < values.length; row += 1) {
        end[row] = made.step(values[row] ?? NaN);
        way[row] = made.way;
        bricks[row] = made.bricks;
      }
    },
  });

/** Columns of boxes up and down. */
export const pointAndFigure: Definition<
  { readonly size: Measure; readonly reversal: Whole },
  Bricks,
  'end' | 'way' | 'bricks'
> = define({
  name: 'pointAndFigure',
  title: 'Point and figure',
  group: 'price',
  formula: 'a box for each full size; a new column once it comes n boxes back',
  by: 'Charles Dow, 1880s; Victor de Villiers, 1933',
  inputs: ['value'],
  parameters: { size: measure(1, SIZE_MIN, SIZE_MAX), reversal: whole(3, 1, REVERSAL_MAX) },
  lines,
  read: ({ way, bricks }) => [way, bricks],
  make: ({ size, reversal }) => new Bricks(size, reversal),
  loop: (made, [values], { end, way, bricks }, from) => {
    for (let row = from; row < values.length; row += 1) {
      end[row] = made.step(values[row] ?? NaN);
      way[row] = made.way;
      bricks[row] = made.bricks;
    }
  },
});
