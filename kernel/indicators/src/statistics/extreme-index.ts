import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { ExtremePlace, fillExtremePlaces } from './extreme-place.ts';

/** From where inputs are counted: the first one ever, as in TA-Lib, or back from the newest. */
export type CountFrom = 'start' | 'now';

type IndexParameters = { readonly period: Whole; readonly from: Choice<CountFrom> };

/** Where among its inputs the lowest of the last ones came, and the highest. Of equals it is as in `ExtremePlace`. */
export class MinMaxIndex extends ValueIndicator {
  readonly #period: number;
  readonly #from: CountFrom;
  private readonly lowest: ExtremePlace;
  private readonly highest: ExtremePlace;
  private row = -1;
  /** Where the highest came; NaN before it has a value. */
  max: number = NaN;

  constructor(period: number, from: CountFrom = 'start') {
    super('MinMaxIndex', [period, from], period);
    this.#period = period;
    this.#from = from;
    this.lowest = new ExtremePlace(period, -1);
    this.highest = new ExtremePlace(period, 1);
  }

  step(value: number): number {
    const { lowest, highest } = this;
    this.row += 1;
    const [low, high] = [lowest.step(value), highest.step(value)];
    const isBack = this.#from === 'now';
    this.max = isBack ? high : this.row - high;
    return isBack ? low : this.row - low;
  }

  /** Fills its lines as the steps of a new one would. */
  fillBoth(
    values: Float64Array,
    [min, max]: readonly [Float64Array, Float64Array],
    from: number,
  ): void {
    const isBack = this.#from === 'now';
    for (const [line, sign] of [
      [min, -1],
      [max, 1],
    ] as const) {
      fillExtremePlaces(values, line, { size: this.#period, sign, from });
      count(line, from, isBack);
    }
  }
}

/** Where the lowest came, or the highest. */
abstract class ExtremeIndex extends ValueIndicator {
  readonly #period: number;
  readonly #sign: 1 | -1;
  readonly #from: CountFrom;
  private readonly place: ExtremePlace;
  private row = -1;

  constructor(name: string, settings: readonly [number, CountFrom], sign: 1 | -1) {
    const [period, from] = settings;
    super(name, settings, period);
    this.#period = period;
    this.#sign = sign;
    this.#from = from;
    this.place = new ExtremePlace(period, sign);
  }

  step(value: number): number {
    this.row += 1;
    const age = this.place.step(value);
    return this.#from === 'now' ? age : this.row - age;
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    fillExtremePlaces(column, line, { size: this.#period, sign: this.#sign, from });
    count(line, from, this.#from === 'now');
  }
}

/** Makes of rows how long ago they are, or how many inputs came before them. */
function count(line: Float64Array, from: number, isBack: boolean): void {
  if (!isBack && from === 0) return;
  for (let row = from; row < line.length; row += 1) {
    const at = line[row] ?? NaN;
    line[row] = isBack ? row - at : at - from;
  }
}

/** Where among its inputs the lowest of the last ones came. Of equals it is as in `ExtremePlace`. */
export class MinIndex extends ExtremeIndex {
  constructor(period: number, from: CountFrom = 'start') {
    super('MinIndex', [period, from], -1);
  }
}

/** Where among its inputs the highest of the last ones came. Of equals it is as in `ExtremePlace`. */
export class MaxIndex extends ExtremeIndex {
  constructor(period: number, from: CountFrom = 'start') {
    super('MaxIndex', [period, from], 1);
  }
}

const parameters: IndexParameters = { period: whole(30), from: choice('start', 'now') };

/** Where the lowest came. */
export const minIndex: Definition<IndexParameters, MinIndex, 'minIndex'> = define({
  name: 'minIndex',
  title: 'Place of the lowest',
  group: 'statistics',
  formula: 'arg min(x₀, …, xₙ₋₁), counted from the first input or back from now',
  by: 'arithmetic',
  inputs: ['value'],
  parameters,
  lines: { minIndex: inOwnPane },
  make: ({ period, from }) => new MinIndex(period, from),
  loop: (made, [values], { minIndex: line }, from) => {
    made.fill(values, line, from);
  },
});

/** Where the highest came. */
export const maxIndex: Definition<IndexParameters, MaxIndex, 'maxIndex'> = define({
  name: 'maxIndex',
  title: 'Place of the highest',
  group: 'statistics',
  formula: 'arg max(x₀, …, xₙ₋₁), counted from the first input or back from now',
  by: 'arithmetic',
  inputs: ['value'],
  parameters,
  lines: { maxIndex: inOwnPane },
  make: ({ period, from }) => new MaxIndex(period, from),
  loop: (made, [values], { maxIndex: line }, from) => {
    made.fill(values, line, from);
  },
});

/** Where both came. */
export const minMaxIndex: Definition<IndexParameters, MinMaxIndex, 'minIndex' | 'maxIndex'> =
  define({
    name: 'minMaxIndex',
    title: 'Places of the lowest and the highest',
    group: 'statistics',
    formula: 'arg min and arg max(x₀, …, xₙ₋₁), counted from the first input or back from now',
    by: 'arithmetic',
    inputs: ['value'],
    parameters,
    lines: { minIndex: inOwnPane, maxIndex: inOwnPane },
    read: ({ max }) => [max],
    make: ({ period, from }) => new MinMaxIndex(period, from),
    loop: (made, [values], lines, from) => {
      made.fillBoth(values, [lines.minIndex, lines.maxIndex], from);
    },
  });
