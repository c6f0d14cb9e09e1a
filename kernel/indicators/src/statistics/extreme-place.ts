import { ValueIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';

/**
 * How many steps ago the highest of the last inputs came, or the lowest (`sign` -1). As in TA-Lib one
 * that equals it takes its place, and once it is too old the first of equals does.
 */
export class ExtremePlace extends ValueIndicator {
  readonly #sign: 1 | -1;
  private readonly window: Window;
  private extreme = NaN;
  private age = 0;

  constructor(period: number, sign: 1 | -1) {
    super('ExtremePlace', [period, sign], period);
    this.#sign = sign;
    this.window = new Window(period);
  }

  step(value: number): number {
    const { window } = this;
    const wasFull = window.isFull;
    window.push(value);
    if (!window.isFull) return NaN;
    this.age += 1;
    if (!wasFull || this.age >= window.size) this.#look();
    else if (value * this.#sign >= this.extreme * this.#sign) this.#take(0);
    return this.age;
  }

  #look(): void {
    const { window } = this;
    this.#take(window.size - 1);
    for (let age = window.size - 2; age >= 0; age -= 1) {
      if (window.at(age) * this.#sign > this.extreme * this.#sign) this.#take(age);
    }
  }

  #take(age: number): void {
    this.age = age;
    this.extreme = this.window.at(age);
  }
}

/** How a column is looked through: the highest (`sign` 1) or the lowest of so many rows, from a row on. */
type PlaceSearch = {
  readonly size: number;
  readonly sign: 1 | -1;
  readonly from: number;
};

/** Fills a line with the rows that an `ExtremePlace` tells of over a column; NaN before its first. */
export function fillExtremePlaces(
  column: Float64Array,
  line: Float64Array,
  { size, sign, from }: PlaceSearch,
): void {
  const full = Math.min(column.length, from + size - 1);
  line.fill(NaN, from, full);
  let at = -1;
  let extreme = NaN;
  for (let row = full; row < column.length; row += 1) {
    const signed = (column[row] ?? NaN) * sign;
    if (at <= row - size) {
      at = firstOf(column, { sign, from: row - size + 1, to: row });
      extreme = (column[at] ?? NaN) * sign;
    } else if (signed >= extreme) {
      extreme = signed;
      at = row;
    }
    line[row] = at;
  }
}

/** The row of the highest or the lowest, of equals the first. */
function firstOf(
  column: Float64Array,
  { sign, from, to }: { readonly sign: 1 | -1; readonly from: number; readonly to: number },
): number {
  let at = from;
  let extreme = (column[from] ?? NaN) * sign;
  for (let row = from + 1; row <= to; row += 1) {
    const signed = (column[row] ?? NaN) * sign;
    if (signed > extreme) {
      extreme = signed;
      at = row;
    }
  }
  return at;
}
