import { Part, toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';

/**
 * Sums of rows of numbers, and of the products of each two of their columns: what a fit by least squares
 * is made of. Rows are put in and taken out again.
 */
export class FitProducts extends Part {
  readonly #columns: number;
  /** The sums, then the products: a square by rows. */
  readonly #sums: Float64Array;
  readonly #marked: Float64Array;
  #rows = 0;
  #markedRows = 0;

  constructor(columns: number) {
    super();
    this.#columns = columns;
    this.#sums = new Float64Array(columns * (columns + 1));
    this.#marked = new Float64Array(columns * (columns + 1));
  }

  /** How many rows are in. */
  get rows(): number {
    return this.#rows;
  }

  /** Puts a row in, or takes it out (`times` -1). */
  add(row: Float64Array, times: 1 | -1): void {
    const sums = this.#sums;
    const count = this.#columns;
    this.#rows += times;
    for (let one = 0; one < count; one += 1) {
      const value = times * (row[one] ?? NaN);
      sums[one] = (sums[one] ?? NaN) + value;
      const begin = count + one * count;
      for (let other = 0; other <= one; other += 1) {
        sums[begin + other] = (sums[begin + other] ?? NaN) + value * (row[other] ?? NaN);
      }
    }
  }

  /** Takes all rows out. */
  clear(): void {
    this.#sums.fill(0);
    this.#rows = 0;
  }

  /** The sum of the squares of a column. */
  squares(column: number): number {
    return this.#sums[this.#columns * (1 + column) + column] ?? NaN;
  }

  /** The sum of products of how far two columns lie from their means; the second is not behind the first. */
  product(one: number, other: number): number {
    const [sums, count] = [this.#sums, this.#columns];
    const whole = sums[count + one * count + other] ?? NaN;
    return whole - ((sums[one] ?? NaN) * (sums[other] ?? NaN)) / this.#rows;
  }

  override mark(): void {
    this.#marked.set(this.#sums);
    this.#markedRows = this.#rows;
  }

  override undo(): void {
    this.#sums.set(this.#marked);
    this.#rows = this.#markedRows;
  }

  override write(into: StateNumber[]): void {
    into.push(this.#rows);
    for (const sum of this.#sums) into.push(toStateNumber(sum));
  }

  override read(from: StateReader): void {
    this.#rows = from.nextCount(Number.MAX_SAFE_INTEGER);
    for (let place = 0; place < this.#sums.length; place += 1) this.#sums[place] = from.next();
  }
}
