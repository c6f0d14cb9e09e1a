import type { Bar } from 'argosy/domain';

import type { BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { DataBarBuilder } from './data-bar-builder.ts';
import { engineError } from './errors.ts';

/** How many bars one trade may fill; a larger one has bars far too fine for its instrument. */
export const BARS_PER_TRADE_MAX = 100_000;

/**
 * Builds bars that end when so many ticks, or so many traded units, have been counted, in the order
 * of arrival. A trade larger than what is left is split: no volume is lost. Such bars run on over
 * the night, for their end is a number and not a time.
 */
export class CountedBarBuilder extends DataBarBuilder {
  readonly #fold = new BarFold(false);
  readonly #target: number;
  readonly #isVolume: boolean;
  #counted = 0;

  constructor(options: BarBuilderOptions) {
    super(options);
    const { text, spec, sizePrecision } = options;
    this.#isVolume = spec.unit === 'VOLUME' && spec.from === null;
    // A composite counts the finer bars, which are all of one size.
    const size = this.#isVolume ? spec.step * 10 ** sizePrecision : spec.step;
    this.#target = spec.from === null ? size : size / spec.from.step;
    if (!Number.isSafeInteger(this.#target)) throw engineError('UNSUPPORTED_BARS', `${text}: size`);
  }

  add(now: number, _eventAt: number, price: number, qty: number): boolean {
    if (this.#isVolume) this.#addVolume(now, price, qty);
    else {
      this.#fold.add(now, price, qty);
      this.#count(now, 1);
    }
    return false;
  }

  override addBar(now: number, bar: Bar): void {
    this.#fold.addPart(bar.opensAt, bar);
    this.#count(now, 1);
  }

  clear(): void {
    this.#fold.clear();
    this.#counted = 0;
  }

  #addVolume(now: number, price: number, qty: number): void {
    if ((this.#counted + qty) / this.#target > BARS_PER_TRADE_MAX) {
      const found = `${this.spec}: a trade of ${qty} fills more than ${BARS_PER_TRADE_MAX}`;
      throw engineError('TOO_MANY_BARS', found);
    }
    // A trade of nothing has a price, which the bar under way takes.
    if (qty === 0 && !this.#fold.isEmpty) this.#fold.add(now, price, 0);
    for (let left = qty; left > 0;) {
      const part = Math.min(left, this.#target - this.#counted);
      this.#fold.add(now, price, part);
      left -= part;
      this.#count(now, part);
    }
  }

  #count(now: number, amount: number): void {
    this.#counted += amount;
    if (this.#counted === this.#target) this.#finish(now);
  }

  #finish(now: number): void {
    this.#counted = 0;
    this.give(this.#fold, now);
  }
}
