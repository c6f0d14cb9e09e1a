import type { Micros, Timestamp } from 'argosy/core';
import { toInstrumentIndex } from 'argosy/domain';

import { isStale, type MarketHours } from './freshness.ts';

/** What a feed is watched by. */
export type FeedWatchOptions = {
  readonly instruments: number;
  readonly hours: MarketHours;
  /** A price that is older is marked as stale. */
  readonly freshFor: Micros;
  /** A feed that says nothing at all for longer is silent. */
  readonly silentAfter: Micros;
};

/** What a look at a feed has found. */
export type FeedLook = {
  /** How many of the instruments that are followed have a stale price. */
  readonly staleInstruments: number;
  readonly isSilent: boolean;
};

/**
 * The watchdog of one feed: what it was heard of last, and whether it should have been heard since. It knows when
 * markets are open, so that a night is no alarm. An instrument is followed from when it is asked for or heard.
 */
export class FeedWatch {
  readonly #options: FeedWatchOptions;
  /** NaN of instruments that are not followed. */
  readonly #heardAt: Float64Array;
  #feedHeardAt: number = Number.NEGATIVE_INFINITY;

  constructor(options: FeedWatchOptions) {
    this.#options = options;
    this.#heardAt = new Float64Array(options.instruments).fill(Number.NaN);
  }

  /** When anything was heard last; minus infinity before that. */
  get heardAt(): number {
    return this.#feedHeardAt;
  }

  /** Something was heard of an instrument. */
  hear(instrument: number, now: number): void {
    this.#heardAt[instrument] = now;
    this.#feedHeardAt = now;
  }

  /** Something is expected of an instrument from now on. */
  follow(instrument: number, now: Timestamp): void {
    if (Number.isNaN(this.#heardAt[instrument] ?? Number.NaN)) this.#heardAt[instrument] = now;
    if (this.#feedHeardAt === Number.NEGATIVE_INFINITY) this.#feedHeardAt = now;
  }

  /** Nothing is expected of an instrument any more. */
  unfollow(instrument: number): void {
    this.#heardAt[instrument] = Number.NaN;
  }

  /** Looks at every instrument: to be asked once a second or so. */
  look(now: Timestamp): FeedLook {
    const { hours, freshFor, silentAfter } = this.#options;
    const mayBeSilent = now - this.#feedHeardAt > silentAfter;
    let staleInstruments = 0;
    let isSilent = false;
    for (const [place, heardAt] of this.#heardAt.entries()) {
      if (Number.isNaN(heardAt)) continue;
      const instrument = toInstrumentIndex(place);
      if (isStale(hours, { instrument, heardAt, now, limit: freshFor })) staleInstruments += 1;
      const feed = { instrument, heardAt: this.#feedHeardAt, now, limit: silentAfter };
      if (mayBeSilent && !isSilent) isSilent = isStale(hours, feed);
    }
    return { staleInstruments, isSilent };
  }
}
