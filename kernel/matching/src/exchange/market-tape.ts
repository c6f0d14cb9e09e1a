import { toPrice, toQuantity, toTradeId, type InstrumentId, type Timestamp } from 'argosy/core';
import { NO_LEVEL, type BookLevel, type Datum, type PriceLadder, type Trade } from 'argosy/domain';

import type { RestingOrders } from '../books/resting-orders.ts';
import type { VenueOutbox } from '../venue-config.ts';

/** How many prices of each side a market of orders tells. */
const LEVELS_TOLD = 20;

/** A trade between two orders; nobody took where it is an auction's. */
export type Printed = {
  readonly price: number;
  readonly qty: number;
  readonly aggressor: Trade['aggressor'];
};

/** What a market of orders tells the world: every trade, and its best prices when they have changed. */
export class MarketTape {
  readonly #instrument: InstrumentId;
  #sequence = 0;
  #trades: Printed[] = [];

  constructor(instrument: InstrumentId) {
    this.#instrument = instrument;
  }

  /** Notes a trade; it is told with the next `tell`. */
  print(trade: Printed): void {
    this.#trades.push(trade);
  }

  /** Tells the trades since the last time, and the book as it is now. */
  tell({ bids, asks }: RestingOrders, now: Timestamp, out: VenueOutbox): void {
    const trades = this.#trades;
    this.#trades = [];
    if (out.data === undefined) return;
    for (const { price, qty, aggressor } of trades) {
      const datum = this.#datum(now);
      const tradeId = toTradeId(`X${datum.sourceSequence}`);
      const print = { price: toPrice(price), qty: toQuantity(qty), aggressor, tradeId };
      out.data({ kind: 'trade', ...datum, ...print });
    }
    const [shownBids, shownAsks] = [levelsOf(bids), levelsOf(asks)];
    const datum = this.#datum(now);
    out.data({ kind: 'book', ...datum, isSnapshot: true, bids: shownBids, asks: shownAsks });
  }

  #datum(now: Timestamp): Datum {
    this.#sequence += 1;
    return {
      instrument: this.#instrument,
      eventAt: now,
      nanos: 0,
      availableAt: now,
      sourceSequence: this.#sequence,
    };
  }
}

/** Orders at any price, which only an auction has, show none. */
function levelsOf(side: PriceLadder): readonly BookLevel[] {
  const levels: BookLevel[] = [];
  for (let at = side.best; at !== NO_LEVEL && levels.length < LEVELS_TOLD; at = side.worse(at)) {
    const price = side.priceOf(at);
    if (Number.isFinite(price)) {
      levels.push({ price: toPrice(price), qty: toQuantity(side.qtyOf(at)) });
    }
  }
  return levels;
}
