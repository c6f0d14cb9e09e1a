import {
  assert,
  toTimestamp,
  toPrice,
  type InstrumentIndex,
  type Price,
  type Timestamp,
} from 'argosy/core';
import {
  MarkTable,
  type Adjustment,
  type Bar,
  type BookUpdate,
  type FundingRate,
  type IndexPrice,
  type InstrumentStatus,
  type MarkPrice,
  type MarketData,
  type QueueUpdate,
  type Quote,
  type Side,
  type Touch,
  type Trade,
} from 'argosy/domain';
import type { KnownPrices } from 'argosy/risk';

type StatusState = InstrumentStatus['state'];

/** The market as trading sees it, as plain data; null where nothing is known. */
export type TouchTableState = readonly {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly quotedAt: number | null;
  readonly bidQty: number | null;
  readonly askQty: number | null;
  readonly last2: number | null;
  readonly lastAt: number | null;
  readonly status: StatusState | null;
  readonly traded: number | null;
  readonly tradedAt: number | null;
  readonly openSince: number | null;
  readonly mark: number | null;
  readonly index: number | null;
}[];

/** A trade's price and when it happened; NaN where none is known. */
export type LastTrade = { readonly price: number; readonly at: number };

/**
 * The last prices and the status of every instrument, by its dense index. This is on the path of
 * every tick: numbers only, nothing is allocated, NaN stands for "unknown".
 */
export class TouchTable {
  readonly #bid: Float64Array;
  readonly #ask: Float64Array;
  readonly #quotedAt: Float64Array;
  /** What is shown at both sides; of quotes alone. */
  readonly #bidQty: Float64Array;
  readonly #askQty: Float64Array;
  readonly #marks: MarkTable;
  readonly #lastAt: Float64Array;
  readonly #status: (StatusState | null)[];
  readonly #traded: Float64Array;
  readonly #tradedAt: Float64Array;
  readonly #openSince: Float64Array;
  readonly #index: Float64Array;
  #version = 0;

  /** `size` is how many instruments there are. */
  constructor(size: number) {
    this.#bid = new Float64Array(size).fill(Number.NaN);
    this.#ask = new Float64Array(size).fill(Number.NaN);
    this.#quotedAt = new Float64Array(size).fill(Number.NaN);
    this.#bidQty = new Float64Array(size).fill(Number.NaN);
    this.#askQty = new Float64Array(size).fill(Number.NaN);
    this.#marks = new MarkTable(size);
    this.#lastAt = new Float64Array(size).fill(Number.NaN);
    this.#traded = new Float64Array(size).fill(Number.NaN);
    this.#tradedAt = new Float64Array(size).fill(Number.NaN);
    this.#openSince = new Float64Array(size).fill(Number.NaN);
    this.#index = new Float64Array(size).fill(Number.NaN);
    this.#status = Array.from({ length: size }, () => null);
  }

  /** Another number whenever a price may have changed: what was valued at them holds no longer. */
  get version(): number {
    return this.#version;
  }

  /** Keeps what a piece of market data says. */
  keep(
    instrument: InstrumentIndex | -1,
    datum: Exclude<MarketData, Adjustment | FundingRate>,
  ): void {
    assert(instrument !== -1, 'market data without an instrument');
    if (datum.kind === 'quote') this.keepQuote(instrument, datum);
    else if (datum.kind === 'trade') this.keepTrade(instrument, datum);
    else if (datum.kind === 'bar') this.keepBar(instrument, datum);
    else if (datum.kind === 'status') this.keepStatus(instrument, datum);
    else if (datum.kind === 'book') this.keepBook(instrument, datum);
    else if (datum.kind === 'queue') this.keepQueue(instrument, datum);
    else this.keepReference(instrument, datum);
  }

  /** Keeps a quote: both sides, and its mid as the last known price. */
  keepQuote(instrument: InstrumentIndex, { bid, ask, bidQty, askQty, availableAt }: Quote): void {
    this.#version += 1;
    this.#bid[instrument] = bid;
    this.#ask[instrument] = ask;
    this.#quotedAt[instrument] = availableAt;
    this.#bidQty[instrument] = bidQty;
    this.#askQty[instrument] = askQty;
    this.#marks.keepLast2(instrument, bid + ask);
    this.#lastAt[instrument] = availableAt;
  }

  /** Keeps a trade's price. */
  keepTrade(instrument: InstrumentIndex, { price, availableAt }: Trade): void {
    this.#version += 1;
    this.#marks.keepLast2(instrument, 2 * price);
    this.#lastAt[instrument] = availableAt;
    this.#traded[instrument] = price;
    this.#tradedAt[instrument] = availableAt;
  }

  /** Keeps a bar's close, and its quote where it has one; a corrected bar is no news of the market. */
  keepBar(instrument: InstrumentIndex, { close, bid, ask, revision, availableAt }: Bar): void {
    if (revision !== 0) return;
    this.#version += 1;
    this.#marks.keepLast2(instrument, 2 * close);
    this.#lastAt[instrument] = availableAt;
    this.#traded[instrument] = close;
    this.#tradedAt[instrument] = availableAt;
    if (bid === null || ask === null) return;
    this.#bid[instrument] = bid;
    this.#ask[instrument] = ask;
    this.#quotedAt[instrument] = availableAt;
  }

  /** Keeps a book's best prices, where both sides have one. */
  keepBook(instrument: InstrumentIndex, update: BookUpdate): void {
    const quote = this.#marks.quoteOfBook(instrument, update);
    if (quote !== null) this.keepQuote(instrument, quote);
  }

  /** Keeps a book's best prices behind what one of its orders does. */
  keepQueue(instrument: InstrumentIndex, update: QueueUpdate): void {
    const quote = this.#marks.quoteOfQueue(instrument, update);
    if (quote !== null) this.keepQuote(instrument, quote);
  }

  /** Keeps what the exchange says of an instrument. */
  keepStatus(instrument: InstrumentIndex, { state, availableAt }: InstrumentStatus): void {
    const isOpening = state === 'open' && this.#status[instrument] !== 'open';
    if (isOpening) this.#openSince[instrument] = availableAt;
    this.#status[instrument] = state;
  }

  /** Since when the exchange says that an instrument is open; before all time where it never said so. */
  openSince(instrument: InstrumentIndex): number {
    const since = this.#openSince[instrument] ?? Number.NaN;
    return Number.isNaN(since) ? Number.NEGATIVE_INFINITY : since;
  }

  /** When the last quote of an instrument became known; NaN while none is. */
  quotedAt(instrument: InstrumentIndex): number {
    return this.#quotedAt[instrument] ?? Number.NaN;
  }

  /** The last trade of an instrument, or the close of its last bar. */
  lastTrade(instrument: InstrumentIndex): LastTrade {
    return {
      price: this.#traded[instrument] ?? Number.NaN,
      at: this.#tradedAt[instrument] ?? Number.NaN,
    };
  }

  /** Keeps what the venue reckons an instrument by, or what its underlying is worth. */
  keepReference(instrument: InstrumentIndex, datum: MarkPrice | IndexPrice): void {
    this.#version += 1;
    if (datum.kind === 'mark') this.#marks.keepMark(instrument, datum.price);
    else this.#index[instrument] = datum.price;
  }

  /** The last mark price of an instrument; NaN where it never had one. */
  markPrice(instrument: InstrumentIndex): number {
    return this.#marks.markPrice(instrument);
  }

  /** The last index price of an instrument; NaN where it never had one. */
  indexPrice(instrument: InstrumentIndex): number {
    return this.#index[instrument] ?? Number.NaN;
  }

  /** Twice what positions are valued at; NaN where no price is known. */
  mark2(instrument: InstrumentIndex): number {
    return this.#marks.mark2(instrument);
  }

  /** Twice a price of what contracts are on; of an index, which nobody quotes, its level in its place. */
  orLevel2(instrument: InstrumentIndex, price2: number): number {
    return Number.isNaN(price2) ? 2 * this.indexPrice(instrument) : price2;
  }

  /** The last prices of an instrument; NaN where one is unknown. */
  prices(instrument: InstrumentIndex): KnownPrices {
    return {
      bid: this.#bid[instrument] ?? Number.NaN,
      ask: this.#ask[instrument] ?? Number.NaN,
      last2: this.#marks.last2(instrument),
    };
  }

  /** What is shown where an order of a side would take; NaN where that is not known. */
  shown(instrument: InstrumentIndex, side: Side): number {
    const sizes = side === 'buy' ? this.#askQty : this.#bidQty;
    return sizes[instrument] ?? Number.NaN;
  }

  /** Twice the last known price of an instrument; NaN where none is. */
  last2(instrument: InstrumentIndex): number {
    return this.#marks.last2(instrument);
  }

  /** When the last price of an instrument became known; null while none is. */
  lastAt(instrument: InstrumentIndex): Timestamp | null {
    const at = toKnown(this.#lastAt[instrument]);
    return at === null ? null : toTimestamp(at);
  }

  /** What the exchange last said of an instrument; null while it has said nothing. */
  status(instrument: InstrumentIndex): StatusState | null {
    return this.#status[instrument] ?? null;
  }

  /** The touch of an instrument: the last quote, else the last price, else nothing, as of now. */
  touch(instrument: InstrumentIndex, now: Timestamp): Touch {
    const bid = toKnownPrice(this.#bid[instrument]);
    const ask = toKnownPrice(this.#ask[instrument]);
    if (bid !== null && ask !== null) {
      const at = this.#quotedAt[instrument] ?? now;
      return { bid, ask, mid2: bid + ask, at: toTimestamp(at) };
    }
    const last2 = toKnown(this.#marks.last2(instrument));
    if (last2 === null) return { bid: null, ask: null, mid2: null, at: now };
    return { bid: null, ask: null, mid2: last2, at: toTimestamp(this.#lastAt[instrument] ?? now) };
  }

  /** The state as plain data, by index. */
  exportState(): TouchTableState {
    const marks = this.#marks.known();
    return this.#status.map((status, index) => ({
      bid: toKnown(this.#bid[index]),
      ask: toKnown(this.#ask[index]),
      quotedAt: toKnown(this.#quotedAt[index]),
      bidQty: toKnown(this.#bidQty[index]),
      askQty: toKnown(this.#askQty[index]),
      last2: toKnown(marks[index]?.last2),
      lastAt: toKnown(this.#lastAt[index]),
      status,
      traded: toKnown(this.#traded[index]),
      tradedAt: toKnown(this.#tradedAt[index]),
      openSince: toKnown(this.#openSince[index]),
      mark: toKnown(marks[index]?.mark),
      index: toKnown(this.#index[index]),
    }));
  }

  /** Takes the place of all that was kept so far. */
  importState(state: TouchTableState): void {
    this.#version += 1;
    this.#marks.restore(
      state.map(({ last2, mark }) => ({ last2: orUnknown(last2), mark: orUnknown(mark) })),
    );
    for (const [index, row] of state.entries()) {
      this.#bid[index] = orUnknown(row.bid);
      this.#ask[index] = orUnknown(row.ask);
      this.#quotedAt[index] = orUnknown(row.quotedAt);
      this.#bidQty[index] = orUnknown(row.bidQty);
      this.#askQty[index] = orUnknown(row.askQty);
      this.#lastAt[index] = orUnknown(row.lastAt);
      this.#status[index] = row.status;
      this.#traded[index] = orUnknown(row.traded);
      this.#tradedAt[index] = orUnknown(row.tradedAt);
      this.#openSince[index] = orUnknown(row.openSince);
      this.#index[index] = orUnknown(row.index);
    }
  }
}

function toKnown(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function toKnownPrice(value: number | undefined): Price | null {
  return value === undefined || Number.isNaN(value) ? null : toPrice(value);
}

function orUnknown(value: number | null): number {
  return value ?? Number.NaN;
}
