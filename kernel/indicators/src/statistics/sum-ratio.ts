import { PairIndicator } from '../base/by-inputs.ts';
import { Sum } from './sum.ts';

/** A sum over the last steps by another one, of what is not below zero; 0 where all of that is 0. */
export class SumRatio extends PairIndicator {
  private readonly top: Sum;
  private readonly bottom: Sum;

  constructor(period: number) {
    super('SumRatio', [period], period);
    this.top = new Sum(period);
    this.bottom = new Sum(period);
  }

  step(top: number, bottom: number): number {
    return ratioOf(this.top.step(top), this.bottom.step(bottom));
  }
}

/** What one is of the other; 0 of nothing. */
export function ratioOf(top: number, bottom: number): number {
  return bottom === 0 ? 0 : top / bottom;
}

/** Two columns, of which sums are divided. */
type Pair = {
  readonly tops: Float64Array;
  readonly bottoms: Float64Array;
  readonly period: number;
};

/** Fills a line with the ratios of two `Sum`s, as their steps would give them, window after window. */
export function fillSumRatios(
  tops: Float64Array,
  bottoms: Float64Array,
  line: Float64Array,
  { period, from }: { readonly period: number; readonly from: number },
): void {
  const full = Math.min(line.length, from + period - 1);
  line.fill(NaN, from, full);
  const sums = new RunningSums({ tops, bottoms, period }, from);
  sums.add(from, full);
  for (let start = full; start < line.length; start += period) {
    sums.fillWindow(line, start, Math.min(line.length, start + period));
  }
}

/** What two sums keep from window to window: what is added up anew, and where the last was that is not zero. */
class RunningSums {
  readonly #of: Pair;
  #freshTop = 0;
  #freshBottom = 0;
  #topAt: number;
  #bottomAt: number;

  constructor(of: Pair, from: number) {
    this.#of = of;
    this.#topAt = from - 1;
    this.#bottomAt = from - 1;
  }

  add(from: number, until: number): void {
    const { tops, bottoms } = this.#of;
    for (let row = from; row < until; row += 1) {
      this.#freshTop += at(tops, row);
      this.#freshBottom += at(bottoms, row);
      if (at(tops, row) !== 0) this.#topAt = row;
      if (at(bottoms, row) !== 0) this.#bottomAt = row;
    }
  }

  fillWindow(line: Float64Array, start: number, end: number): void {
    const { tops, bottoms, period } = this.#of;
    this.add(start, start + 1);
    let [topSum, bottomSum] = [this.#freshTop, this.#freshBottom];
    let [topAt, bottomAt] = [this.#topAt, this.#bottomAt];
    line[start] = ratioOf(topSum, bottomSum);
    let freshTop = 0;
    let freshBottom = 0;
    for (let row = start + 1; row < end; row += 1) {
      const top = at(tops, row);
      const bottom = at(bottoms, row);
      freshTop += top;
      freshBottom += bottom;
      topSum += top - at(tops, row - period);
      bottomSum += bottom - at(bottoms, row - period);
      if (top !== 0) topAt = row;
      else if (row - topAt >= period) topSum = 0;
      if (bottom !== 0) bottomAt = row;
      else if (row - bottomAt >= period) bottomSum = 0;
      line[row] = ratioOf(topSum, bottomSum);
    }
    this.#freshTop = freshTop;
    this.#freshBottom = freshBottom;
    this.#topAt = topAt;
    this.#bottomAt = bottomAt;
  }
}

function at(column: Float64Array, row: number): number {
  return column[row] ?? NaN;
}
