import { toPrice, toQuantity } from 'argosy/core';

import type { BookLevel, BookUpdate, Datum, Quote } from '../market-data.ts';
import { NO_LEVEL, PriceLadder } from './price-ladder.ts';

/** How many prices a side of a recorded book may show; of more the worst are forgotten. */
export const BOOK_LEVELS_MAX = 10_000;

/**
 * What an order book shows: the fold of its updates. It begins with a snapshot: changes of a book
 * whose beginning nobody saw say nothing of what else there is, and are passed over. Sides may cross
 * for a moment, as feeds let them; a book says what it was told.
 */
export class LevelBook {
  readonly bids: PriceLadder = new PriceLadder(1);
  readonly asks: PriceLadder = new PriceLadder(-1);
  readonly #levelsMax: number;
  #hasBegun = false;

  /** Whoever bounds the prices by himself says how many there may be. */
  constructor(levelsMax: number = BOOK_LEVELS_MAX) {
    this.#levelsMax = levelsMax;
  }

  /** The side that a buyer (1) or a seller (-1) takes from. */
  facing(sign: 1 | -1): PriceLadder {
    return sign > 0 ? this.asks : this.bids;
  }

  /** The side that a buyer (1) or a seller (-1) waits on. */
  sideOf(sign: 1 | -1): PriceLadder {
    return sign > 0 ? this.bids : this.asks;
  }

  /** Takes an update in. */
  apply(update: BookUpdate): void {
    if (update.isSnapshot) {
      this.bids.clear();
      this.asks.clear();
      this.#hasBegun = true;
    }
    if (!this.#hasBegun) return;
    this.#applyLevels(this.bids, update.bids);
    this.#applyLevels(this.asks, update.asks);
  }

  /** The best so many prices of a side, from the best on. */
  top(side: 'bids' | 'asks', count: number): readonly BookLevel[] {
    const ladder = this[side];
    const levels: BookLevel[] = [];
    for (let at = ladder.best; at !== NO_LEVEL && levels.length < count; at = ladder.worse(at)) {
      levels.push({ price: toPrice(ladder.priceOf(at)), qty: toQuantity(ladder.qtyOf(at)) });
    }
    return levels;
  }

  /** Its best prices as a quote of a moment; null where a side has none. */
  quoteAt({ instrument, eventAt, nanos, availableAt, sourceSequence }: Datum): Quote | null {
    const { bids, asks } = this;
    if (bids.best === NO_LEVEL || asks.best === NO_LEVEL) return null;
    return {
      kind: 'quote',
      instrument,
      eventAt,
      nanos,
      availableAt,
      sourceSequence,
      bid: toPrice(bids.bestPrice),
      ask: toPrice(asks.bestPrice),
      bidQty: toQuantity(bids.qtyOf(bids.best)),
      askQty: toQuantity(asks.qtyOf(asks.best)),
    };
  }
  #applyLevels(ladder: PriceLadder, levels: readonly BookLevel[]): void {
    for (const { price, qty } of levels) ladder.set(price, qty);
    while (ladder.size > this.#levelsMax) ladder.set(ladder.worstPrice, 0);
  }
}
