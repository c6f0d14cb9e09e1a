import { PairIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';

/** Where sums of squares keep less than this part of what went into them, they are made anew. */
const WORN = 1e-4;
/** Which part of a sum of squares may be left by rounding. */
const ROUNDING = 1e-13;

/**
 * How the last inputs of two series lie together: their means, and sums of products of distances from
 * them. Kept as `Moments` keeps its own.
 */
export class PairMoments extends PairIndicator {
  readonly #period: number;
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
    this.firsts = new Window(period);
    this.seconds = new Window(period);
  }

  /** The sum of products of distances from the means; NaN before there are enough. */
  step(x: number, y: number): number {
    const { firsts, seconds } = this;
    if (Number.isNaN(this.nearX)) {
      this.nearX = x;
      this.nearY = y;
    }
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
    return Math.max(0, this.squaresX - (this.totalX * this.totalX) / this.#period);
  }

  /** That of the second one. */
  get yy(): number {
    return Math.max(0, this.squaresY - (this.totalY * this.totalY) / this.#period);
  }

  /** The sum of products of distances from the means. */
  get xy(): number {
    return this.products - (this.totalX * this.totalY) / this.#period;
  }

  /** How much the second series rises with the first, by least squares; 0 where the first stands still. */
  get slope(): number {
    const { xx } = this;
    return xx === 0 ? 0 : this.xy / xx;
  }

  /** How near the two are to a straight line, from -1 to 1; 0 where one stands still. */
  get correlation(): number {
    const both = Math.sqrt(this.xx) * Math.sqrt(this.yy);
    return both === 0 ? 0 : Math.max(-1, Math.min(1, this.xy / both));
  }

  /** The sum of squares that a straight line leaves of the second series; 0 where it is no more than rounding leaves. */
  get residue(): number {
    const { yy } = this;
    const rest = yy - this.slope * this.xy;
    return rest > ROUNDING * yy ? rest : 0;
  }

  #isWorn(leftX: number, leftY: number): boolean {
    const { squaresX, squaresY } = this;
    if (this.xx < WORN * squaresX || this.yy < WORN * squaresY) return true;
    if (Number.isNaN(leftX)) return false;
    const goneX = (leftX - this.nearX) ** 2;
    const goneY = (leftY - this.nearY) ** 2;
    return goneX * WORN > squaresX || goneY * WORN > squaresY;
  }

  #renew(): void {
    const { firsts, seconds } = this;
    const [x, y] = [firsts.oldest, seconds.oldest];
    this.nearX = x + firsts.sum(x) / this.#period;
    this.nearY = y + seconds.sum(y) / this.#period;
    this.totalX = 0;
    this.totalY = 0;
    this.squaresX = 0;
    this.squaresY = 0;
    this.products = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) {
      this.#add(firsts.at(age), seconds.at(age), 1);
    }
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
