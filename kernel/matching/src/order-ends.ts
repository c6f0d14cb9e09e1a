import { toTimestamp, type InstrumentIndex, type Timestamp } from 'argosy/core';

import type { MomentQueue } from './moment-queue.ts';

/** What the plan of one instrument's ends is made of. */
export type OrderEndsOptions = {
  readonly index: InstrumentIndex;
  readonly queue: MomentQueue;
  /** Whether bars feed it: a day ends behind the close of the bar that ends with it. */
  readonly isByBars: boolean;
};

/** The instants at which orders of one instrument end, each planned once. */
export class OrderEnds {
  readonly #options: OrderEndsOptions;
  #dayEndsAt: number = Number.NEGATIVE_INFINITY;
  #auctionAt: number = Number.NEGATIVE_INFINITY;

  constructor(options: OrderEndsOptions) {
    this.#options = options;
  }

  /** Orders end with a day that is over then. */
  endWithDay(endsAt: number): void {
    if (endsAt <= this.#dayEndsAt) return;
    this.planDayEnd(toTimestamp(endsAt));
    this.#dayEndsAt = endsAt;
  }

  /** Before any data of that instant; under bars after the close of the bar that ends with it. */
  planDayEnd(at: Timestamp): void {
    const { queue, index, isByBars } = this.#options;
    queue.push({ at, rank: isByBars ? 6 : 1, instrument: index, action: { type: 'dayEnd' } });
  }

  /** Orders are collected until an instant, if any; then they are matched, before any data of it. */
  planAuction(at: number | null): void {
    if (at === null || at <= this.#auctionAt) return;
    this.#auctionAt = at;
    const { queue, index } = this.#options;
    const action = { type: 'auction' } as const;
    queue.push({ at: toTimestamp(at), rank: 1, instrument: index, action });
  }

  /** Before any data of that instant, and under a bar too. */
  planExpiry(at: Timestamp): void {
    const { queue, index } = this.#options;
    queue.push({ at, rank: 1, instrument: index, action: { type: 'expiry' } });
  }
}
