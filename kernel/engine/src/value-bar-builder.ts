import type { BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { BARS_PER_TRADE_MAX } from './counted-bar-builder.ts';
import { DataBarBuilder } from './data-bar-builder.ts';
import { engineError } from './errors.ts';

/**
 * Builds bars that end when so much money has been traded, price times quantity times multiplier, in
 * the order of arrival. A trade worth more than what is left is split at the first of its smallest units that
 * reaches the end, so a bar may be worth a part of one unit more; no volume is lost.
 */
export class ValueBarBuilder extends DataBarBuilder {
  readonly #fold = new BarFold(false);
  /** In units of the price times units of the quantity times those of the multiplier. */
  readonly #target: bigint;
  readonly #multiplier: bigint;
  #counted = 0n;

  constructor(options: BarBuilderOptions) {
    super(options);
    const { spec, pricePrecision, sizePrecision, multiplier, multiplierScale } = options;
    const places = pricePrecision + sizePrecision + multiplierScale;
    this.#target = BigInt(spec.step) * 10n ** BigInt(places);
    this.#multiplier = multiplier;
  }

  add(now: number, _eventAt: number, price: number, qty: number): boolean {
    const worth = BigInt(Math.abs(price)) * this.#multiplier;
    if ((this.#counted + worth * BigInt(qty)) / this.#target > BigInt(BARS_PER_TRADE_MAX)) {
      const found = `${this.spec}: a trade of ${qty} fills more than ${BARS_PER_TRADE_MAX}`;
      throw engineError('TOO_MANY_BARS', found);
    }
    // A trade of nothing has a price, which the bar under way takes.
    if (qty === 0 && !this.#fold.isEmpty) this.#fold.add(now, price, 0);
    for (let left = qty; left > 0;) {
      const part = this.#partOf(left, worth);
      this.#fold.add(now, price, part);
      left -= part;
      this.#counted += worth * BigInt(part);
      if (this.#counted >= this.#target) this.#finish(now);
    }
    return false;
  }

  clear(): void {
    this.#fold.clear();
    this.#counted = 0n;
  }

  #partOf(left: number, worth: bigint): number {
    if (worth === 0n) return left;
    const wanted = (this.#target - this.#counted + worth - 1n) / worth;
    return wanted < BigInt(left) ? Number(wanted) : left;
  }

  #finish(now: number): void {
    this.#counted = 0n;
    this.give(this.#fold, now);
  }
}
