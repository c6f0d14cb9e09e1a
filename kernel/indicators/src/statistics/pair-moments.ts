import { PairIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';

/** Where sums of squares keep less than this part of what went into them, they are made anew. */
const WORN = 1e-4;
/** Which part of a sum of squares may be left by rounding. */
const ROUNDING = 1e-13;

/** Two columns of one length. */
type PairColumns = readonly [Float64Array, Float64Array];
/** What a line is filled with, and from which row on. */
type Rows = { readonly from: number; readonly to: number; readonly isSlope: boolean };
type PairFill = { readonly from: number; readonly as: 'slope' | 'correlation' };

/**
 * How the last inputs of two series lie together: their means, and sums of products of distances from
 * them. Kept as `Moments` keeps its own.
 */
export class PairMoments extends PairIndicator {
  readonly #period: number;
  readonly #inverse: number;
  private readonly firsts: Window;
  private readonly seconds: Window;
  private nearX = NaN;
  private nearY = NaN;
  private totalX = 0;
  private totalY = 0;
  private squaresX = 0;
  private squaresY = 0;
  private products = 0;

  constructor(period: number) {
    super('PairMoments', [period], period);
    this.#period = period;
    this.#inverse = 1 / period;
    this.firsts = new Window(period);
    this.seconds = new Window(period);
  }

  /** The sum of products of distances from the means; NaN before there are enough. */
  step(x: number, y: number): number {
    const { firsts, seconds } = this;
    if (Number.isNaN(this.nearX)) this.#beginAt(x, y);
    const [leftX, leftY] = [firsts.push(x), seconds.push(y)];
    this.#add(x, y, 1);
    if (!Number.isNaN(leftX)) this.#add(leftX, leftY, -1);
    if (!firsts.isFull) return NaN;
    if (firsts.isAtStart || this.#isWorn(leftX, leftY)) this.#renew();
    return this.xy;
  }

  /** Whether there are enough. */
  get isFull(): boolean {
    return this.firsts.isFull;
  }

  /** The mean of the first series. */
  get meanX(): number {
    return this.nearX + this.totalX / this.#period;
  }

  /** The mean of the second one. */
  get meanY(): number {
    return this.nearY + this.totalY / this.#period;
  }

  /** The sum of squared distances of the first series from its mean. */
  get xx(): number {
    return Math.max(0, this.squaresX - this.totalX * this.totalX * this.#inverse);
  }

  /** That of the second one. */
  get yy(): number {
    return Math.max(0, this.squaresY - this.totalY * this.totalY * this.#inverse);
  }

  /** The sum of products of distances from the means. */
  get xy(): number {
    return this.products - this.totalX * this.totalY * this.#inverse;
  }

  /** How much the second series rises with the first, by least squares; 0 where the first stands still. */
  get slope(): number {
    return slopeOf(this.xx, this.xy);
  }

  /** How near the two are to a straight line, from -1 to 1; 0 where one stands still. */
  get correlation(): number {
    return correlationOf(this.xx, this.yy, this.xy);
  }

  /** The sum of squares that a straight line leaves of the second series; 0 where it is no more than rounding leaves. */
  get residue(): number {
    const { yy } = this;
    const rest = yy - this.slope * this.xy;
    return rest > ROUNDING * yy ? rest : 0;
  }

  /** Fills a line with slopes or correlations as the steps of a new one would, its sums at hand and its windows in the columns. */
  fill(columns: PairColumns, line: Float64Array, { from, as }: PairFill): void {
    const period = this.#period;
    const isSlope = as === 'slope';
    const full = Math.min(line.length, from + period - 1);
    line.fill(NaN, from, full);
    let due = full;
    for (let row = full; row < line.length;) {
      this.#renewFrom(columns, row + 1 - period);
      line[row] = isSlope ? this.slope : this.correlation;
      if (row === due) due += period;
      row = this.#fillRows(columns, line, {
        from: row + 1,
        to: Math.min(due, line.length),
        isSlope,
      });
    }
  }

  /** As far as its sums last; gives the row that they do not. */
  #fillRows([xs, ys]: PairColumns, line: Float64Array, { from, to, isSlope }: Rows): number {
    const [period, inverse] = [this.#period, this.#inverse];
    const { nearX, nearY } = this;
    let { totalX, totalY, squaresX, squaresY, products } = this;
    for (let row = from; row < to; row += 1) {
      const dx = (xs[row] ?? NaN) - nearX;
      const dy = (ys[row] ?? NaN) - nearY;
      const goneX = (xs[row - period] ?? NaN) - nearX;
      const goneY = (ys[row - period] ?? NaN) - nearY;
      totalX = totalX + dx - goneX;
      totalY = totalY + dy - goneY;
      squaresX = squaresX + dx * dx - goneX * goneX;
      squaresY = squaresY + dy * dy - goneY * goneY;
      products = products + dx * dy - goneX * goneY;
      const xx = Math.max(0, squaresX - totalX * totalX * inverse);
      const yy = Math.max(0, squaresY - totalY * totalY * inverse);
      if (isWorn(xx, squaresX, goneX) || isWorn(yy, squaresY, goneY)) return row;
      const xy = products - totalX * totalY * inverse;
      line[row] = isSlope ? slopeOf(xx, xy) : correlationOf(xx, yy, xy);
    }
    return to;
  }

  #beginAt(x: number, y: number): void {
    this.nearX = x;
    this.nearY = y;
  }

  #isWorn(leftX: number, leftY: number): boolean {
    const goneX = Number.isNaN(leftX) ? 0 : leftX - this.nearX;
    const goneY = Number.isNaN(leftY) ? 0 : leftY - this.nearY;
    return isWorn(this.xx, this.squaresX, goneX) || isWorn(this.yy, this.squaresY, goneY);
  }

  #renew(): void {
    const { firsts, seconds } = this;
    const [x, y] = [firsts.oldest, seconds.oldest];
    this.#restart(x + firsts.sum(x) / this.#period, y + seconds.sum(y) / this.#period);
    for (let age = this.#period - 1; age >= 0; age -= 1) {
      this.#add(firsts.at(age), seconds.at(age), 1);
    }
  }

  /** The same of a window that lies in columns. */
  #renewFrom([xs, ys]: PairColumns, first: number): void {
    const end = first + this.#period;
    const x = xs[first] ?? NaN;
    const y = ys[first] ?? NaN;
    let sumX = 0;
    let sumY = 0;
    for (let row = first; row < end; row += 1) {
      sumX += (xs[row] ?? NaN) - x;
      sumY += (ys[row] ?? NaN) - y;
    }
    const nearX = x + sumX / this.#period;
    const nearY = y + sumY / this.#period;
    let totalX = 0;
    let totalY = 0;
    let squaresX = 0;
    let squaresY = 0;
    let products = 0;
    for (let row = first; row < end; row += 1) {
      const dx = (xs[row] ?? NaN) - nearX;
      const dy = (ys[row] ?? NaN) - nearY;
      totalX += dx;
      totalY += dy;
      squaresX += dx * dx;
      squaresY += dy * dy;
      products += dx * dy;
    }
    this.#beginAt(nearX, nearY);
    this.totalX = totalX;
    this.totalY = totalY;
    this.squaresX = squaresX;
    this.squaresY = squaresY;
    this.products = products;
  }

  #restart(nearX: number, nearY: number): void {
    this.#beginAt(nearX, nearY);
    this.totalX = 0;
    this.totalY = 0;
    this.squaresX = 0;
    this.squaresY = 0;
    this.products = 0;
  }

  #add(x: number, y: number, times: 1 | -1): void {
    const [dx, dy] = [x - this.nearX, y - this.nearY];
    this.totalX += times * dx;
    this.totalY += times * dy;
    this.squaresX += times * dx * dx;
    this.squaresY += times * dy * dy;
    this.products += times * dx * dy;
  }
}

/** Whether sums of squares keep too little of what went into them, or of what left. */
function isWorn(spread: number, squares: number, gone: number): boolean {
  return spread < WORN * squares || gone * gone * WORN > squares;
}

function slopeOf(xx: number, xy: number): number {
  return xx === 0 ? 0 : xy / xx;
}

function correlationOf(xx: number, yy: number, xy: number): number {
  const both = Math.sqrt(xx) * Math.sqrt(yy);
  return both === 0 ? 0 : Math.max(-1, Math.min(1, xy / both));
}
