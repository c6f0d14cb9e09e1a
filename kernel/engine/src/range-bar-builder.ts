import type { BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { DataBarBuilder } from './data-bar-builder.ts';
import { engineError } from './errors.ts';

/**
 * Builds bars that end with the price that takes their range to so many ticks or more. Every price
 * in them was there: a jump makes a bar of a larger range, never one that nobody traded in.
 */
export class RangeBarBuilder extends DataBarBuilder {
  readonly #fold = new BarFold(false);
  readonly #range: number;

  constructor(options: BarBuilderOptions) {
    super(options);
    const { text, spec, tick } = options;
    this.#range = spec.step * tick;
    if (!Number.isSafeInteger(this.#range)) throw engineError('UNSUPPORTED_BARS', `${text}: size`);
  }

  add(now: number, _eventAt: number, price: number, qty: number): boolean {
    this.#fold.add(now, price, qty);
    if (this.#fold.range >= this.#range) this.give(this.#fold, now);
    return false;
  }

  clear(): void {
    this.#fold.clear();
  }
}
