import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { deviationChoice, divisorOf, type Deviation } from './deviation.ts';

/**
 * The variance of the last `period` inputs, as of a whole population unless told. Sums are kept of how far
 * inputs lie from a price near them: squares of the prices themselves would leave nothing of a small
 * variance at a high price. As in `Sum` they are made anew once a window, from where the mean stood as it began.
 */
export class Variance extends ValueIndicator {
  readonly #period: number;
  /** What makes it one of a sample; 1 of a population, which changes no bit. */
  readonly #scale: number;
  private readonly window: Window;
  private near = NaN;
  private total = NaN;
  private squares = NaN;
  private nearNext = NaN;
  private freshTotal = 0;
  private freshSquares = 0;

  constructor(period: number, deviation: Deviation = 'population') {
    super('Variance', [period, deviation], period);
    this.window = new Window(period);
    this.#period = period;
    this.#scale = period / divisorOf(period, deviation);
  }

  step(value: number): number {
    const period = this.#period;
    if (Number.isNaN(this.nearNext)) this.nearNext = value;
    const left = this.window.push(value);
    const distance = value - this.nearNext;
    this.freshTotal += distance;
    this.freshSquares += distance * distance;
    if (this.window.isAtStart) this.#renew();
    else {
      const [came, gone] = [value - this.near, left - this.near];
      this.total += came - gone;
      this.squares += came * came - gone * gone;
    }
    const mean = this.total / period;
    const spread = this.squares / period - mean * mean;
    return spread < 0 ? 0 : spread * this.#scale;
  }

  /** Fills a line as the steps of a new one would, with the variance or its root. */
  override fill(
    column: Float64Array,
    line: Float64Array,
    from: number,
    root: boolean = false,
  ): void {
    const [period, scale] = [this.#period, this.#scale];
    const full = Math.min(column.length, from + period - 1);
    line.fill(NaN, from, full);
    let near = NaN;
    let total = NaN;
    let squares = NaN;
    let nearNext = column[from] ?? NaN;
    let freshTotal = 0;
    let freshSquares = 0;
    let filled = period - 1;
    for (let row = from; row < full; row += 1) {
      const distance = (column[row] ?? NaN) - nearNext;
      freshTotal += distance;
      freshSquares += distance * distance;
    }
    for (let row = full; row < column.length; row += 1) {
      const value = column[row] ?? NaN;
      const distance = value - nearNext;
      freshTotal += distance;
      freshSquares += distance * distance;
      filled += 1;
      if (filled < period) {
        const came = value - near;
        const gone = (column[row - period] ?? NaN) - near;
        total += came - gone;
        squares += came * came - gone * gone;
      } else {
        near = nearNext;
        total = freshTotal;
        squares = freshSquares;
        nearNext += total / period;
        freshTotal = 0;
        freshSquares = 0;
        filled = 0;
      }
      const mean = total / period;
      const spread = (squares / period - mean * mean) * scale;
      line[row] = spread < 0 ? 0 : root ? Math.sqrt(spread) : spread;
    }
  }

  #renew(): void {
    this.near = this.nearNext;
    this.total = this.freshTotal;
    this.squares = this.freshSquares;
    this.nearNext = this.near + this.total / this.#period;
    this.freshTotal = 0;
    this.freshSquares = 0;
  }
}

/** How far inputs lie from their mean, squared. */
export const variance: Definition<
  { readonly period: Whole; readonly deviation: Choice<Deviation> },
  Variance,
  'variance'
> = define({
  name: 'variance',
  title: 'Variance',
  group: 'statistics',
  formula: 'Σ(x − x̄)² / n, or n − 1 of a sample',
  by: 'arithmetic',
  inputs: ['value'],
  parameters: { period: whole(5), deviation: deviationChoice },
  lines: { variance: inOwnPane },
  make: ({ period, deviation }) => new Variance(period, deviation),
  loop: (made, [values], { variance: line }, from) => {
    made.fill(values, line, from);
  },
});
