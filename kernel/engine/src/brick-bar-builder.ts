import type { BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { BARS_PER_TRADE_MAX } from './counted-bar-builder.ts';
import { DataBarBuilder } from './data-bar-builder.ts';
import { engineError } from './errors.ts';

/**
 * Builds Renko bricks: each as high as so many ticks and laid where the last one ended, when the
 * price has come that far up or down. One price may lay many; what was traded since the last one is
 * the first's.
 */
export class BrickBarBuilder extends DataBarBuilder {
  readonly #fold = new BarFold(false);
  readonly #height: number;
  /** Where the last brick ended; the first price of all before there is one. */
  #base = Number.NaN;
  #since = 0;
  #volume = 0;

  constructor(options: BarBuilderOptions) {
    super(options);
    const { text, spec, tick } = options;
    this.#height = spec.step * tick;
    if (!Number.isSafeInteger(this.#height)) throw engineError('UNSUPPORTED_BARS', `${text}: size`);
  }

  add(now: number, _eventAt: number, price: number, qty: number): boolean {
    if (Number.isNaN(this.#base)) {
      this.#base = price;
      this.#since = now;
    }
    this.#volume += qty;
    const bricks = Math.trunc((price - this.#base) / this.#height);
    const count = Math.abs(bricks);
    if (count > BARS_PER_TRADE_MAX) {
      const found = `${this.spec}: a step to ${price} lays more than ${BARS_PER_TRADE_MAX}`;
      throw engineError('TOO_MANY_BARS', found);
    }
    for (let laid = 0; laid < count; laid += 1) this.#lay(now, Math.sign(bricks));
    return false;
  }

  clear(): void {
    this.#base = Number.NaN;
    this.#volume = 0;
  }

  #lay(now: number, sign: number): void {
    const end = this.#base + sign * this.#height;
    this.#fold.add(this.#since, this.#base, 0);
    this.#fold.add(now, end, this.#volume);
    this.#base = end;
    this.#volume = 0;
    this.#since = now;
    this.give(this.#fold, now);
  }
}
