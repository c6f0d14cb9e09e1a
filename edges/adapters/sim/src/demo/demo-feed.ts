import type { Timestamp } from 'argosy/core';
import type { MarketStream, TradingDay } from '@argosy/catalog/markets';
import type { MarketData } from 'argosy/domain';

import { ROWS_AT_ONCE } from '../adapter/sim-adapter.ts';

import type { DemoMarket } from './demo-market.ts';

/** The market data of a demo exchange as its time goes by: day after day, until none is listed any more. */
export class DemoFeed {
  readonly #market: DemoMarket;
  readonly #isAlwaysOpen: boolean;
  #day: TradingDay | undefined;
  #stream: MarketStream | null = null;
  #rows: readonly MarketData[] = [];
  #next = 0;
  #from: number;
  #lastAt: Timestamp;

  /** Begins at an instant, in the middle of a day where it lies in one. */
  constructor(market: DemoMarket, from: Timestamp) {
    this.#market = market;
    this.#isAlwaysOpen = market.ground.plan.pace === 'steady';
    this.#from = from;
    this.#lastAt = from;
    this.#day = market.dayAt(from);
  }

  /** Goes on at an instant with what its market lists now, as if it had begun there. */
  restart(now: number): void {
    this.#from = now;
    this.#day = this.#market.dayAt(now);
    this.#stream = null;
    this.#rows = [];
    this.#next = 0;
  }

  /** When the next row comes; Infinity behind the last day. */
  get nextAt(): number {
    return this.#look()?.availableAt ?? Number.POSITIVE_INFINITY;
  }

  /** Brings the rows up to an instant, that instant included, in order, so many at once: gives back how far it has come. */
  take(now: Timestamp, into: (row: MarketData) => void): Timestamp {
    let taken = 0;
    for (let row = this.#look(); row !== undefined; row = this.#look()) {
      if (row.availableAt > now) return now;
      if (taken === ROWS_AT_ONCE) return this.#lastAt;
      taken += 1;
      this.#lastAt = row.availableAt;
      this.#next += 1;
      // Where trading never stops, the end of a day is none of trading.
      const isPause = row.kind === 'status' && row.state === 'closed';
      if (!(this.#isAlwaysOpen && isPause)) into(row);
    }
    return now;
  }

  #look(): MarketData | undefined {
    while (this.#next >= this.#rows.length) {
      if (this.#day === undefined) return undefined;
      this.#stream ??= this.#market.streamFrom(this.#day, this.#from);
      const rows = this.#stream.next();
      this.#rows = rows ?? [];
      this.#next = 0;
      if (rows === null) this.#turnTo(this.#day.until);
    }
    return this.#rows[this.#next];
  }

  #turnTo(until: number): void {
    this.#from = until;
    this.#day = this.#market.dayAt(until);
    this.#stream = null;
  }
}
