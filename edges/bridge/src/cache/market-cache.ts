import type { InstrumentIndex, Micros, Timestamp } from 'argosy/core';
import type { Bar, BarSpecText, BookDepth, InstrumentStatus, MarketData } from 'argosy/domain';
import type { Counter, Metrics } from '@argosy/telemetry';

import { bridgeError } from '../errors.ts';
import { isStale, type MarketHours } from '../feed/freshness.ts';
import {
  cacheBounds,
  MarketShelf,
  type CachedQuote,
  type CachedTick,
  type LatestOf,
} from './market-shelf.ts';

/** What a cache is made of. */
export type MarketCacheOptions = {
  /** How many instruments there are; their indexes run from 0. */
  readonly instruments: number;
  readonly hours: MarketHours;
  /** A price that is older is told as stale, while its market is open. */
  readonly freshFor: Micros;
  readonly metrics: Metrics;
  /** How many instruments it keeps at a time: 2,000 unless told. */
  readonly instrumentsMax?: number;
};

/** Something that is kept, with how old it is. A stale one is told all the same. */
export type Cached<Value> = {
  readonly value: Value;
  /** Since it was known. */
  readonly ageMicros: number;
  readonly isStale: boolean;
};

/** How many instruments a cache keeps, unless told. */
export const CACHE_INSTRUMENTS_MAX = 2_000;

/**
 * What the market has said of late, for whoever asks: screens, the API, checks by hand. The machines have caches of
 * their own, without ages, and never ask this one. Bounded in rows, time and instruments: of those that nobody asks
 * for the longest unasked leave first.
 *
 * @example
 * cache.keep(quote, instrument);
 * cache.latest(instrument, 'quote', now); // { value, ageMicros, isStale } or null
 */
export class MarketCache {
  readonly #options: MarketCacheOptions;
  readonly #shelves: (MarketShelf | undefined)[];
  /** The instruments that have a shelf, in a circle. */
  readonly #circle: number[] = [];
  readonly #isAsked: Uint8Array;
  readonly #max: number;
  readonly #hits: Counter;
  readonly #misses: Counter;
  #hand = 0;
  #evicted = 0;

  constructor(options: MarketCacheOptions) {
    const { instruments, metrics, instrumentsMax = CACHE_INSTRUMENTS_MAX } = options;
    if (!Number.isSafeInteger(instrumentsMax) || instrumentsMax < 1) {
      throw bridgeError('BAD_OPTION', `a cache of ${instrumentsMax} instruments`);
    }
    this.#options = options;
    this.#max = instrumentsMax;
    this.#shelves = Array.from({ length: instruments }, () => undefined);
    this.#isAsked = new Uint8Array(instruments);
    this.#hits = metrics.counter('cache_hits_total').with({ cache: 'market' });
    this.#misses = metrics.counter('cache_misses_total').with({ cache: 'market' });
  }

  /** How many instruments it keeps. */
  get size(): number {
    return this.#circle.length;
  }

  /** How many instruments had to leave for others. */
  get evicted(): number {
    return this.#evicted;
  }

  /** Keeps a datum of an instrument. */
  keep(datum: MarketData, instrument: InstrumentIndex): void {
    (this.#shelves[instrument] ?? this.#addShelf(instrument)).keep(datum);
  }

  /** The latest of a kind; null where there is none, or it is older than an hour; a status holds until the next. */
  latest<Kind extends keyof LatestOf>(
    instrument: InstrumentIndex,
    kind: Kind,
    now: Timestamp,
  ): Cached<LatestOf[Kind]> | null {
    const value = this.#ask(instrument)?.latest(kind, now);
    return value === undefined
      ? this.#miss()
      : this.#hit(value, { instrument, heardAt: value.availableAt, now });
  }

  /** What an exchange has said last of an instrument's trading; null where it has not. No question of somebody's. */
  statusOf(instrument: InstrumentIndex): InstrumentStatus | null {
    return this.#shelves[instrument]?.latest('status', 0) ?? null;
  }

  /** The last trades, oldest first; null where none are kept. */
  ticks(
    instrument: InstrumentIndex,
    now: Timestamp,
    max: number,
  ): Cached<readonly CachedTick[]> | null {
    return this.#rows(this.#ask(instrument)?.ticks(now, max) ?? [], instrument, now);
  }

  /** The last quotes, oldest first; null where none are kept. */
  quotes(
    instrument: InstrumentIndex,
    now: Timestamp,
    max: number,
  ): Cached<readonly CachedQuote[]> | null {
    return this.#rows(this.#ask(instrument)?.quotes(now, max) ?? [], instrument, now);
  }

  /** The last bars of a timeframe, oldest first; null where none are kept. */
  bars(
    instrument: InstrumentIndex,
    spec: BarSpecText,
    now: Timestamp,
  ): Cached<readonly Bar[]> | null {
    return this.#rows(this.#ask(instrument)?.bars(spec, now) ?? [], instrument, now);
  }

  /** So many prices of each side of the book; null where there is none, or it has not changed for a minute. */
  book(instrument: InstrumentIndex, now: Timestamp, levels: number): Cached<BookDepth> | null {
    const shelf = this.#ask(instrument);
    const book = shelf?.book(now) ?? null;
    if (shelf === undefined || book === null) return this.#miss();
    const value = { bids: book.top('bids', levels), asks: book.top('asks', levels) };
    return this.#hit(value, { instrument, heardAt: shelf.bookAt, now });
  }

  /** Lets instruments go of which nothing would be told any more: to be called once a minute or so. */
  sweep(now: Timestamp): void {
    for (let place = this.#circle.length - 1; place >= 0; place -= 1) {
      const instrument = this.#circle[place] ?? 0;
      const heardAt = this.#shelves[instrument]?.heardAt ?? Number.NEGATIVE_INFINITY;
      if (now - heardAt <= cacheBounds.latestFor) continue;
      this.#shelves[instrument] = undefined;
      this.#circle.splice(place, 1);
    }
    this.#hand = 0;
  }

  #rows<Row extends { readonly availableAt: Timestamp }>(
    rows: readonly Row[],
    instrument: InstrumentIndex,
    now: Timestamp,
  ): Cached<readonly Row[]> | null {
    const last = rows.at(-1);
    return last === undefined
      ? this.#miss()
      : this.#hit(rows, { instrument, heardAt: last.availableAt, now });
  }

  #hit<Value>(
    value: Value,
    heard: {
      readonly instrument: InstrumentIndex;
      readonly heardAt: number;
      readonly now: Timestamp;
    },
  ): Cached<Value> {
    this.#hits.add();
    const { hours, freshFor: limit } = this.#options;
    return {
      value,
      ageMicros: heard.now - heard.heardAt,
      isStale: isStale(hours, { ...heard, limit }),
    };
  }

  #miss(): null {
    this.#misses.add();
    return null;
  }

  #ask(instrument: InstrumentIndex): MarketShelf | undefined {
    this.#isAsked[instrument] = 1;
    return this.#shelves[instrument];
  }

  #addShelf(instrument: InstrumentIndex): MarketShelf {
    const shelf = new MarketShelf();
    if (this.#circle.length < this.#max) this.#circle.push(instrument);
    else this.#replace(instrument);
    this.#shelves[instrument] = shelf;
    return shelf;
  }

  /** Goes around: who was asked for since the last time stays once more. */
  #replace(instrument: number): void {
    for (let looks = 0; looks <= this.#circle.length; looks += 1) {
      const place = this.#hand;
      const candidate = this.#circle[place] ?? 0;
      this.#hand = (place + 1) % this.#circle.length;
      if (this.#isAsked[candidate] === 0) {
        this.#shelves[candidate] = undefined;
        this.#circle[place] = instrument;
        this.#evicted += 1;
        return;
      }
      this.#isAsked[candidate] = 0;
    }
  }
}
