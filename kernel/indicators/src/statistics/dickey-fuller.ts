import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { FitProducts } from './fit-products.ts';

const LAGS_MAX = 8;
/** Below this part of its own squares a column is told by the others. */
const TOLD = 1e-12;
/** Where products keep less than this part of what went into them, they are made anew. */
const WORN = 1e-4;

/**
 * The statistic of the augmented Dickey–Fuller test with a constant: the lower, the surer prices come back
 * to a mean; below -2.89 of a hundred changes, by one in twenty walks only. 0 where nothing moves or all
 * is told. Products are kept from step to step, and made anew once a window or where they are worn.
 */
export class DickeyFuller extends ValueIndicator {
  readonly #period: number;
  readonly #lags: number;
  /** Changes of so many steps before, the level, and the change itself, of one step. */
  readonly #row: Float64Array;
  /** The lower triangle of a square. */
  readonly #factor: Float64Array;
  private readonly window: Window;
  private readonly products: FitProducts;
  /** What levels are counted from. */
  private near = NaN;

  constructor(period: number, lags: number) {
    super('DickeyFuller', [period, lags], period + lags + 1);
    this.#period = period;
    this.#lags = lags;
    this.#row = new Float64Array(lags + 2);
    this.#factor = new Float64Array((lags + 2) ** 2);
    this.window = new Window(period + lags + 2);
    this.products = new FitProducts(lags + 2);
  }

  step(value: number): number {
    const { window, products } = this;
    if (Number.isNaN(this.near)) this.near = value;
    window.push(value);
    if (window.count < this.#lags + 2) return NaN;
    products.add(this.#rowOf(0), 1);
    if (products.rows > this.#period) products.add(this.#rowOf(this.#period), -1);
    if (products.rows < this.#period) return NaN;
    if (window.isAtStart || this.#isWorn()) this.#renew();
    return this.#statistic();
  }

  /** The row of so many steps ago. */
  #rowOf(age: number): Float64Array {
    const [row, lags, { window }] = [this.#row, this.#lags, this];
    for (let lag = 1; lag <= lags; lag += 1) {
      row[lag - 1] = window.at(age + lag) - window.at(age + lag + 1);
    }
    row[lags] = window.at(age + 1) - this.near;
    row[lags + 1] = window.at(age) - window.at(age + 1);
    return row;
  }

  /** Whether so much was taken out of a sum of squares, or so much of it is its mean, that little is left that is exact. */
  #isWorn(): boolean {
    for (let column = 0; column < this.#row.length; column += 1) {
      const [squares, out] = [this.products.squares(column), this.#row[column] ?? NaN];
      if (this.products.product(column, column) < WORN * squares) return true;
      if (out * out * WORN > squares) return true;
    }
    return false;
  }

  #renew(): void {
    const [period, { window }] = [this.#period, this];
    this.near = window.at(period);
    let sum = 0;
    for (let age = 1; age <= period; age += 1) sum += window.at(age) - this.near;
    this.near += sum / period;
    this.products.clear();
    for (let age = period - 1; age >= 0; age -= 1) this.products.add(this.#rowOf(age), 1);
  }

  /**
   * By Cholesky's factor of the products of all columns, the change last: in its row stands how much of
   * it each column tells beyond those before, and at the end the root of what none does.
   */
  #statistic(): number {
    const size = this.#lags + 2;
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column <= row; column += 1) this.#reduce(row, column);
    }
    const told = this.#factor[(size - 1) * size + size - 2] ?? 0;
    const left = this.#factor[size * size - 1] ?? 0;
    return left === 0 ? 0 : (told / left) * Math.sqrt(this.#period - this.#lags - 2);
  }

  #reduce(row: number, column: number): void {
    const [size, factor] = [this.#lags + 2, this.#factor];
    const whole = this.products.product(row, column);
    let rest = whole;
    for (let one = 0; one < column; one += 1) {
      rest -= (factor[row * size + one] ?? 0) * (factor[column * size + one] ?? 0);
    }
    const pivot = factor[column * size + column] ?? 0;
    if (row === column) factor[row * size + row] = rest > TOLD * whole ? Math.sqrt(rest) : 0;
    else factor[row * size + column] = pivot === 0 ? 0 : rest / pivot;
  }
}

/** How surely prices come back to a mean. */
export const dickeyFuller: Definition<
  { readonly period: Whole; readonly lags: Whole },
  DickeyFuller,
  'dickeyFuller'
> = define({
  name: 'dickeyFuller',
  title: 'Augmented Dickey–Fuller statistic',
  group: 'statistics',
  formula: 'b / s(b) of Δx₀ = a + b·x₁ + Σcₖ·Δxₖ by least squares over n changes, k from 1 to p',
  by: 'David Dickey and Wayne Fuller, 1979',
  inputs: ['value'],
  parameters: { period: whole(100, 20), lags: whole(1, 0, LAGS_MAX) },
  lines: { dickeyFuller: inOwnPane },
  make: ({ period, lags }) => new DickeyFuller(period, lags),
  loop: (made, [values], { dickeyFuller: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
