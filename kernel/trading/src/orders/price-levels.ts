import { ChurnMap, type Price } from 'argosy/core';

/** The prices at which orders rest, in ascending order: the ends are known without a search. */
export class PriceLevels {
  readonly #prices: Price[] = [];
  readonly #counts = new ChurnMap<Price, number>();

  /** The lowest price; undefined where nothing rests. */
  get lowest(): Price | undefined {
    return this.#prices[0];
  }

  /** The highest price; undefined where nothing rests. */
  get highest(): Price | undefined {
    return this.#prices.at(-1);
  }

  /** One more order rests at a price. */
  add(price: Price): void {
    const count = this.#counts.get(price) ?? 0;
    this.#counts.set(price, count + 1);
    if (count === 0) this.#prices.splice(this.#placeOf(price), 0, price);
  }

  /** One order less rests at a price. */
  remove(price: Price): void {
    const count = this.#counts.get(price) ?? 0;
    if (count > 1) {
      this.#counts.set(price, count - 1);
      return;
    }
    if (this.#counts.delete(price)) this.#prices.splice(this.#placeOf(price), 1);
  }

  /** Where a price is, or would have to be put. */
  #placeOf(price: Price): number {
    let [from, to] = [0, this.#prices.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#prices[middle] ?? price) < price) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
