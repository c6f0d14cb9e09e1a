import { ValueIndicator } from '../base/by-inputs.ts';
import { Window } from '../base/window.ts';

/** Where sums of squares keep less than this part of what went into them, they are made anew. */
const WORN = 1e-4;

/**
 * Mean and spread of the last inputs. Sums are kept of how far inputs lie from a number near them, and
 * made anew once a window, and as soon as that number is too far away for them to be exact: a stretch
 * of equal inputs has no spread at all, so that something may be divided by one that is above zero.
 */
export class Moments extends ValueIndicator {
  readonly #period: number;
  private readonly window: Window;
  private near = NaN;
  private total = 0;
  private squares = 0;

  constructor(period: number) {
    super('Moments', [period], period);
    this.#period = period;
    this.window = new Window(period);
  }

  /** The sum of squared distances from the mean; NaN before there are enough. */
  step(value: number): number {
    const { window } = this;
    if (Number.isNaN(this.near)) this.near = value;
    const left = window.push(value);
    this.#add(value, 1);
    if (!Number.isNaN(left)) this.#add(left, -1);
    if (!window.isFull) return NaN;
    if (window.isAtStart || this.#isWorn(left)) this.#renew();
    return this.spread;
  }

  /** The mean. */
  get mean(): number {
    return this.near + this.total / this.#period;
  }

  /** The sum of squared distances from the mean. */
  get spread(): number {
    return Math.max(0, this.squares - (this.total * this.total) / this.#period);
  }

  #isWorn(left: number): boolean {
    const gone = Number.isNaN(left) ? 0 : (left - this.near) ** 2;
    const { squares } = this;
    return this.spread < WORN * squares || gone * WORN > squares;
  }

  #renew(): void {
    const { window } = this;
    const { oldest } = window;
    this.near = oldest + window.sum(oldest) / this.#period;
    this.total = 0;
    this.squares = 0;
    for (let age = this.#period - 1; age >= 0; age -= 1) this.#add(window.at(age), 1);
  }

  #add(value: number, times: 1 | -1): void {
    const distance = value - this.near;
    this.total += times * distance;
    this.squares += times * distance * distance;
  }
}
