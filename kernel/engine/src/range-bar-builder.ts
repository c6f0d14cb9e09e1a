import type { Bar, BarSpecText } from 'argosy/domain';

import type { BarBuilder, BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { BarOutlet } from './bar-outlet.ts';
import { engineError } from './errors.ts';

/**
 * Builds bars that end with the price that takes their range to so many ticks or more. Every price
 * in them was there: a jump makes a bar of a larger range, never one that nobody traded in.
 */
export class RangeBarBuilder implements BarBuilder {
  readonly spec: BarSpecText;
  readonly #outlet: BarOutlet;
  readonly #fold = new BarFold(false);
  readonly #range: number;

  constructor(options: BarBuilderOptions) {
    const { text, spec, tick } = options;
    this.spec = text;
    this.#outlet = new BarOutlet(options);
    this.#range = spec.step * tick;
    if (!Number.isSafeInteger(this.#range)) throw engineError('UNSUPPORTED_BARS', `${text}: size`);
  }

  get dueAt(): number {
    return Number.POSITIVE_INFINITY;
  }

  add(now: number, _eventAt: number, price: number, qty: number): boolean {
    this.#fold.add(now, price, qty);
    if (this.#fold.range >= this.#range) this.#outlet.give(this.#fold, now);
    return false;
  }

  addBar(_now: number, bar: Bar): void {
    throw engineError('UNSUPPORTED_BARS', `${this.spec} of ${bar.spec}`);
  }

  close(): void {
    this.#outlet.give(this.#fold, this.#fold.firstAt);
  }

  clear(): void {
    this.#fold.clear();
  }
}
