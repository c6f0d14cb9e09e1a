import {
  brand,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  Ring,
  type Price,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import {
  LevelBook,
  type Bar,
  type BarSpecText,
  type BookUpdate,
  type FundingRate,
  type IndexPrice,
  type InstrumentStatus,
  type MarketData,
  type MarkPrice,
  type Quote,
  type Trade,
} from 'argosy/domain';

import { ColumnRing } from './column-ring.ts';

type Bound =
  | 'ticks'
  | 'ticksFor'
  | 'quotes'
  | 'quotesFor'
  | 'bars'
  | 'barsFor'
  | 'timeframes'
  | 'bookFor'
  | 'latestFor';

/** How much a cache keeps of an instrument, `bars` of each timeframe; and how long, in microseconds since it was known. */
export const cacheBounds: Readonly<Record<Bound, number>> = {
  ticks: 1_000,
  ticksFor: 5 * MICROS_PER_MINUTE,
  quotes: 500,
  quotesFor: 5 * MICROS_PER_MINUTE,
  bars: 200,
  barsFor: MICROS_PER_HOUR,
  timeframes: 16,
  bookFor: MICROS_PER_MINUTE,
  latestFor: MICROS_PER_HOUR,
};

/** A trade as it is kept. */
export type CachedTick = {
  readonly eventAt: Timestamp;
  readonly availableAt: Timestamp;
  readonly price: Price;
  readonly qty: Quantity;
  readonly aggressor: Trade['aggressor'];
};

/** A quote as it is kept. */
export type CachedQuote = Pick<
  Quote,
  'eventAt' | 'availableAt' | 'bid' | 'ask' | 'bidQty' | 'askQty'
>;

/** What there is a latest one of. */
export type LatestOf = {
  readonly quote: Quote;
  readonly trade: Trade;
  readonly mark: MarkPrice;
  readonly index: IndexPrice;
  readonly status: InstrumentStatus;
  readonly funding: FundingRate;
};

const TICK_COLUMNS = 5;
const QUOTE_COLUMNS = 6;
const AVAILABLE_AT = 0;
const EVENT_AT = 1;
const aggressors: readonly Trade['aggressor'][] = [null, 'buy', 'sell'];

/** What a cache keeps of one instrument. What is older than its bound is passed over when it is read. */
export class MarketShelf {
  #latest: { -readonly [Kind in keyof LatestOf]?: LatestOf[Kind] } = {};
  #ticks = new ColumnRing(TICK_COLUMNS, cacheBounds.ticks);
  #quotes = new ColumnRing(QUOTE_COLUMNS, cacheBounds.quotes);
  #bars = new Map<BarSpecText, Ring<Bar>>();
  #book: LevelBook | null = null;
  #bookAt: number = Number.NEGATIVE_INFINITY;
  #heardAt: number = Number.NEGATIVE_INFINITY;

  /** When anything was kept last. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** When the book was changed last. */
  get bookAt(): number {
    return this.#bookAt;
  }

  /** Keeps a datum. Behind an adjustment prices of before mean something else: they are forgotten. */
  keep(datum: MarketData): void {
    this.#heardAt = datum.availableAt;
    switch (datum.kind) {
      case 'quote':
        this.#latest.quote = datum;
        return this.#keepQuote(datum);
      case 'trade':
        this.#latest.trade = datum;
        return this.#keepTick(datum);
      case 'mark':
        this.#latest.mark = datum;
        return;
      case 'index':
        this.#latest.index = datum;
        return;
      case 'status':
        this.#latest.status = datum;
        return;
      case 'funding':
        this.#latest.funding = datum;
        return;
      case 'bar':
        return this.#keepBar(datum);
      case 'book':
        return this.#keepBook(datum);
      case 'adjustment':
        return this.#forgetPrices();
      case 'queue':
        // A book of single orders is the engine's: kept here from its middle on it would be wrong.
        return;
    }
  }

  /** The latest of a kind; undefined where there is none, or it is too old. A status holds until the next. */
  latest<Kind extends keyof LatestOf>(kind: Kind, now: number): LatestOf[Kind] | undefined {
    const found = this.#latest[kind];
    const isThere =
      found !== undefined &&
      (kind === 'status' || now - found.availableAt <= cacheBounds.latestFor);
    return isThere ? found : undefined;
  }

  /** The last trades, oldest first. */
  ticks(now: number, max: number): readonly CachedTick[] {
    const ring = this.#ticks;
    return rowsSince(ring, now - cacheBounds.ticksFor, max).map((ago) => ({
      eventAt: brand<Timestamp>(ring.get(ago, EVENT_AT)),
      availableAt: brand<Timestamp>(ring.get(ago, AVAILABLE_AT)),
      price: brand<Price>(ring.get(ago, 2)),
      qty: brand<Quantity>(ring.get(ago, 3)),
      aggressor: aggressors[ring.get(ago, 4)] ?? null,
    }));
  }

  /** The last quotes, oldest first. */
  quotes(now: number, max: number): readonly CachedQuote[] {
    const ring = this.#quotes;
    return rowsSince(ring, now - cacheBounds.quotesFor, max).map((ago) => ({
      eventAt: brand<Timestamp>(ring.get(ago, EVENT_AT)),
      availableAt: brand<Timestamp>(ring.get(ago, AVAILABLE_AT)),
      bid: brand<Price>(ring.get(ago, 2)),
      ask: brand<Price>(ring.get(ago, 3)),
      bidQty: brand<Quantity>(ring.get(ago, 4)),
      askQty: brand<Quantity>(ring.get(ago, 5)),
    }));
  }

  /** The last bars of a timeframe, oldest first; of one that was corrected the correction alone. */
  bars(spec: BarSpecText, now: number): readonly Bar[] {
    const since = now - cacheBounds.barsFor;
    return [...(this.#bars.get(spec) ?? [])]
      .filter(({ availableAt }) => availableAt >= since)
      .filter((bar, place, all) => all[place + 1]?.opensAt !== bar.opensAt);
  }

  /** The book; null where none has begun, or it has not changed for too long. */
  book(now: number): LevelBook | null {
    return now - this.#bookAt <= cacheBounds.bookFor ? this.#book : null;
  }

  #keepQuote({ availableAt, eventAt, bid, ask, bidQty, askQty }: Quote): void {
    const ring = this.#quotes;
    ring.push();
    ring.set(AVAILABLE_AT, availableAt);
    ring.set(EVENT_AT, eventAt);
    ring.set(2, bid);
    ring.set(3, ask);
    ring.set(4, bidQty);
    ring.set(5, askQty);
  }

  #keepTick({ availableAt, eventAt, price, qty, aggressor }: Trade): void {
    const ring = this.#ticks;
    ring.push();
    ring.set(AVAILABLE_AT, availableAt);
    ring.set(EVENT_AT, eventAt);
    ring.set(2, price);
    ring.set(3, qty);
    ring.set(4, aggressors.indexOf(aggressor));
  }

  #keepBar(bar: Bar): void {
    const known = this.#bars.get(bar.spec);
    const ring = known ?? new Ring<Bar>(cacheBounds.bars);
    ring.push(bar);
    if (known !== undefined) return;
    this.#bars.set(bar.spec, ring);
    const [oldest] = this.#bars.keys();
    if (this.#bars.size > cacheBounds.timeframes && oldest !== undefined) this.#bars.delete(oldest);
  }

  /** The book itself stays while changes come, however old they are: without it the next ones would mean nothing. */
  #keepBook(update: BookUpdate): void {
    if (this.#book === null && !update.isSnapshot) return;
    this.#book ??= new LevelBook();
    this.#book.apply(update);
    this.#bookAt = update.availableAt;
  }

  #forgetPrices(): void {
    const { status } = this.#latest;
    this.#latest = status === undefined ? {} : { status };
    this.#ticks = new ColumnRing(TICK_COLUMNS, cacheBounds.ticks);
    this.#quotes = new ColumnRing(QUOTE_COLUMNS, cacheBounds.quotes);
    this.#bars = new Map();
    this.#book = null;
    this.#bookAt = Number.NEGATIVE_INFINITY;
  }
}

/** How far back the rows lie that were known since an instant, the furthest first. */
function rowsSince(ring: ColumnRing, since: number, max: number): readonly number[] {
  let count = 0;
  const most = Math.min(ring.size, max);
  while (count < most && ring.get(count, AVAILABLE_AT) >= since) count += 1;
  return Array.from({ length: count }, (_, place) => count - 1 - place);
}
