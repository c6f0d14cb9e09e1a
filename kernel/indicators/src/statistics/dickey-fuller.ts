import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const LAGS_MAX = 8;
/** Below this part of its own squares a regressor is told by the others. */
const TOLD = 1e-12;

/**
 * The statistic of the augmented Dickey–Fuller test with a constant: the lower, the surer prices come back
 * to a mean; below -2.89 of a hundred changes, by one in twenty walks only. 0 where nothing moves or all
 * is told. Each step fits all of them anew.
 */
export class DickeyFuller extends ValueIndicator {
  readonly #period: number;
  readonly #lags: number;
  /** The columns of the fit, one after another: changes of so many steps ago, the level, the change itself. */
  readonly #columns: Float64Array;
  /** What is left of the products of columns, the lower triangle of a square. */
  readonly #factor: Float64Array;
  private readonly window: Window;

  constructor(period: number, lags: number) {
    super('DickeyFuller', [period, lags], period + lags + 1);
    this.#period = period;
    this.#lags = lags;
    this.#columns = new Float64Array((lags + 2) * period);
    this.#factor = new Float64Array((lags + 2) ** 2);
    this.window = new Window(period + lags + 1);
  }

  step(value: number): number {
    this.window.push(value);
    if (!this.window.isFull) return NaN;
    for (let lag = 1; lag <= this.#lags; lag += 1) this.#fill(lag - 1, lag);
    this.#fill(this.#lags, null);
    this.#fill(this.#lags + 1, 0);
    return this.#statistic();
  }

  /** Puts changes of so many steps ago into a column, or levels, less their mean. */
  #fill(column: number, lag: number | null): void {
    const [period, { window }] = [this.#period, this];
    const near = window.oldest;
    const begin = column * period;
    let sum = 0;
    for (let age = 0; age < period; age += 1) {
      const value =
        lag === null ? window.at(age + 1) - near : window.at(age + lag) - window.at(age + lag + 1);
      this.#columns[begin + age] = value;
      sum += value;
    }
    const mean = sum / period;
    for (let age = begin; age < begin + period; age += 1) {
      this.#columns[age] = (this.#columns[age] ?? 0) - mean;
    }
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
    const size = this.#lags + 2;
    const whole = this.#product(row, column);
    let rest = whole;
    for (let one = 0; one < column; one += 1) {
      rest -= (this.#factor[row * size + one] ?? 0) * (this.#factor[column * size + one] ?? 0);
    }
    const pivot = this.#factor[column * size + column] ?? 0;
    if (row === column) this.#factor[row * size + row] = rest > TOLD * whole ? Math.sqrt(rest) : 0;
    else this.#factor[row * size + column] = pivot === 0 ? 0 : rest / pivot;
  }

  #product(one: number, other: number): number {
    const period = this.#period;
    let sum = 0;
    for (let age = 0; age < period; age += 1) {
      sum += (this.#columns[one * period + age] ?? 0) * (this.#columns[other * period + age] ?? 0);
    }
    return sum;
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
});
