import { ValueIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Ema } from './ema.ts';

const DEPTH = 6;

/** Tillson's T3: six exponential averages of one another, weighted so that it is smooth and near. */
export class T3 extends ValueIndicator {
  readonly #weights: readonly [number, number, number, number];
  private readonly first: Ema;
  private readonly second: Ema;
  private readonly third: Ema;
  private readonly fourth: Ema;
  private readonly fifth: Ema;
  private readonly sixth: Ema;

  constructor(period: number, factor = 0.7) {
    super('T3', [period, factor], DEPTH * (period - 1) + 1);
    this.first = new Ema(period);
    this.second = new Ema(period);
    this.third = new Ema(period);
    this.fourth = new Ema(period);
    this.fifth = new Ema(period);
    this.sixth = new Ema(period);
    const [square, cube] = [factor * factor, factor * factor * factor];
    this.#weights = [
      -cube,
      3 * (square + cube),
      -6 * square - 3 * (factor + cube),
      1 + 3 * (factor + square) + cube,
    ];
  }

  step(value: number): number {
    const two = feed(this.second, this.first.step(value));
    const three = feed(this.third, two);
    const four = feed(this.fourth, three);
    const five = feed(this.fifth, four);
    const six = feed(this.sixth, five);
    const [a, b, c, d] = this.#weights;
    return a * six + b * five + c * four + d * three;
  }

  /** Once all have begun they are at hand, and none waits for what another has written down. */
  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const begun = Math.min(column.length, from + this.warmUp);
    for (let row = from; row < begun; row += 1) line[row] = this.step(column[row] ?? NaN);
    const { alpha } = this.first;
    const kept = 1 - alpha;
    let one = this.first.level;
    let two = this.second.level;
    let three = this.third.level;
    let four = this.fourth.level;
    let five = this.fifth.level;
    let six = this.sixth.level;
    const [a, b, c, d] = this.#weights;
    for (let row = begun; row < column.length; row += 1) {
      one = alpha * (column[row] ?? NaN) + kept * one;
      two = alpha * one + kept * two;
      three = alpha * two + kept * three;
      four = alpha * three + kept * four;
      five = alpha * four + kept * five;
      six = alpha * five + kept * six;
      line[row] = a * six + b * five + c * four + d * three;
    }
  }
}

function feed(average: Ema, value: number): number {
  return Number.isNaN(value) ? NaN : average.step(value);
}

/** Six averages of one another. */
export const t3: Definition<{ readonly period: Whole; readonly factor: Measure }, T3, 't3'> =
  define({
    name: 't3',
    title: 'Tillson’s T3',
    group: 'average',
    formula: 'c₁·e₆ + c₂·e₅ + c₃·e₄ + c₄·e₃, eₖ = EMA(eₖ₋₁)',
    by: 'Tim Tillson, 1998',
    inputs: ['value'],
    parameters: { period: whole(5), factor: measure(0.7, 0, 1) },
    lines: { t3: overPrices },
    make: ({ period, factor }) => new T3(period, factor),
    loop: (made, [values], { t3: line }, from) => {
      made.fill(values, line, from);
    },
  });
