import type { InstrumentId, InstrumentIndex } from 'argosy/core';
import {
  LevelBook,
  mapDatum,
  type Adjustment,
  QueueBook,
  type Bar,
  type BarSpecText,
  type BookDepth,
  type BookUpdate,
  type Datum,
  type FundingRate,
  type IndexPrice,
  type InstrumentStatus,
  type QueueUpdate,
  type MarkPrice,
  type MarketData,
  type Quote,
  type Touch,
  type Trade,
} from 'argosy/domain';

import { BarRing } from './bar-ring.ts';

/** The last quote, trade and status of each instrument and the latest bars of each specification. */
export class MarketCache {
  readonly #quotes: (Quote | undefined)[] = [];
  readonly #trades: (Trade | undefined)[] = [];
  /** Made with an instrument's first book. */
  readonly #books: (LevelBook | undefined)[] = [];
  /** Made with the first step of an order in an instrument's book. */
  readonly #queues: (QueueBook | undefined)[] = [];
  /** The last quote that a book has given; another one that is kept came by a feed of its own. */
  readonly #bookQuotes: (Quote | undefined)[] = [];
  readonly #statuses: (InstrumentStatus | undefined)[] = [];
  readonly #marks: (MarkPrice | undefined)[] = [];
  readonly #indexes: (IndexPrice | undefined)[] = [];
  readonly #fundings: (FundingRate | undefined)[] = [];
  #hasMarks = false;
  readonly #lastBars: (Bar | undefined)[] = [];
  readonly #contracts: (InstrumentId | undefined)[] = [];
  readonly #bars = new Map<BarSpecText, BarRing>();
  readonly #barsMax: number;

  /** `barsMax` is how many bars of each specification are kept. */
  constructor(barsMax: number) {
    this.#barsMax = barsMax;
  }

  /** Keeps a quote, trade or status of an instrument. */
  keep(instrument: InstrumentIndex, datum: Quote | Trade | InstrumentStatus): void {
    if (datum.kind === 'quote') this.#quotes[instrument] = datum;
    else if (datum.kind === 'trade') this.#trades[instrument] = datum;
    else this.#statuses[instrument] = datum;
  }

  /** Keeps what an instrument is reckoned by. */
  keepReference(instrument: InstrumentIndex, datum: MarkPrice | IndexPrice | FundingRate): void {
    if (datum.kind === 'mark') {
      this.#hasMarks = true;
      this.#marks[instrument] = datum;
    } else if (datum.kind === 'index') this.#indexes[instrument] = datum;
    else this.#fundings[instrument] = datum;
  }

  /** Whether the venue says itself what an instrument is reckoned by; asked with every price. */
  hasMark(instrument: InstrumentIndex): boolean {
    return this.#hasMarks && this.#marks[instrument] !== undefined;
  }

  /** The last mark price of an instrument. */
  markPrice(instrument: InstrumentIndex): MarkPrice | undefined {
    return this.#marks[instrument];
  }

  /** The last index price of an instrument. */
  indexPrice(instrument: InstrumentIndex): IndexPrice | undefined {
    return this.#indexes[instrument];
  }

  /** The last funding rate of an instrument. */
  fundingRate(instrument: InstrumentIndex): FundingRate | undefined {
    return this.#fundings[instrument];
  }

  /**
   * Keeps what a book shows; gives that as an update by price, or null where a step of one of its orders
   * has moved none.
   */
  keepBook(instrument: InstrumentIndex, datum: BookUpdate | QueueUpdate): BookUpdate | null {
    if (datum.kind === 'queue') {
      const queue = (this.#queues[instrument] ??= new QueueBook());
      this.#books[instrument] = queue.levels;
      return queue.apply(datum);
    }
    (this.#books[instrument] ??= new LevelBook()).apply(datum);
    return datum;
  }

  /**
   * The best prices of a book that has been kept as a quote, where they are another than before, and
   * the instrument's quotes do not come by themselves.
   */
  quoteOfBook(instrument: InstrumentIndex, update: BookUpdate): Quote | null {
    const book = this.#books[instrument];
    if (book === undefined) return null;
    const before = this.#quotes[instrument];
    if (before !== this.#bookQuotes[instrument]) return null;
    const quote = book.quoteAt(update);
    if (quote === null || (before !== undefined && isSameTop(quote, before))) return null;
    this.#bookQuotes[instrument] = quote;
    return quote;
  }

  /** What the book of an instrument shows, so many prices of each side; undefined without one. */
  book(instrument: InstrumentIndex, count: number): BookDepth | undefined {
    const book = this.#books[instrument];
    return book === undefined
      ? undefined
      : { bids: book.top('bids', count), asks: book.top('asks', count) };
  }

  /** Forgets the bars of a specification: who asks for it next is not to take them for those just before. */
  forgetBars(spec: BarSpecText): void {
    this.#bars.delete(spec);
  }

  /**
   * What makes another cache know the prices of an instrument as this one does: its reference prices, its book as a
   * whole, its last trade and its last quote. One that the book has given comes of that, or, where the book has lost a side
   * since, of what it showed then.
   */
  knownPrices(instrument: InstrumentIndex): readonly MarketData[] {
    const [quote, trade] = [this.#quotes[instrument], this.#trades[instrument]];
    const head = quote ?? trade;
    const depth = this.book(instrument, Number.MAX_SAFE_INTEGER);
    const book: BookUpdate | undefined =
      depth === undefined || head === undefined
        ? undefined
        : { ...headOf(head), kind: 'book', isSnapshot: true, ...depth };
    const isOfBook = quote !== undefined && quote === this.#bookQuotes[instrument];
    const references = [this.#marks[instrument], this.#indexes[instrument]];
    const isPast = isOfBook && (depth?.bids.length === 0 || depth?.asks.length === 0);
    const past = isPast ? bookOf(quote) : undefined;
    const all = [...references, past, book, trade, isOfBook ? undefined : quote];
    return all.filter((one) => one !== undefined);
  }

  /** Keeps a bar; a correction is kept after the bar it corrects, told apart by its revision. */
  keepBar(instrument: InstrumentIndex, bar: Bar): void {
    this.#lastBars[instrument] = bar;
    const ring = this.#bars.get(bar.spec);
    if (ring === undefined) this.#bars.set(bar.spec, new BarRing(bar, this.#barsMax));
    else ring.push(bar);
  }

  /** Keeps which contract a chain is on, and says anew what is kept of a series that asks for it. */
  adjust(instrument: InstrumentIndex, adjustment: Adjustment): void {
    if (adjustment.into !== null) this.#contracts[instrument] = adjustment.into;
    if (!adjustment.restates) return;
    const { eventAt: since } = adjustment;
    const [quote, trade] = [this.#quotes[instrument], this.#trades[instrument]];
    const bar = this.#lastBars[instrument];
    // What is told late finds prices that mean the new thing already.
    if (quote !== undefined && quote.eventAt < since) {
      this.#quotes[instrument] = mapDatum(adjustment, quote);
    }
    if (trade !== undefined && trade.eventAt < since) {
      this.#trades[instrument] = mapDatum(adjustment, trade);
    }
    if (bar !== undefined && bar.opensAt < since) {
      this.#lastBars[instrument] = mapDatum(adjustment, bar);
    }
    for (const ring of this.#bars.values()) {
      if (ring.instrument === adjustment.instrument) ring.restate(adjustment);
    }
  }

  /** The contract that a chain is on. */
  contract(instrument: InstrumentIndex): InstrumentId | undefined {
    return this.#contracts[instrument];
  }

  /** The last quote of an instrument. */
  quote(instrument: InstrumentIndex): Quote | undefined {
    return this.#quotes[instrument];
  }

  /** The last trade of an instrument. */
  trade(instrument: InstrumentIndex): Trade | undefined {
    return this.#trades[instrument];
  }

  /** The last status of an instrument. */
  status(instrument: InstrumentIndex): InstrumentStatus | undefined {
    return this.#statuses[instrument];
  }

  /** A bar of a specification, `ago` bars back; 0 is the latest. */
  bar(spec: BarSpecText, ago = 0): Bar | undefined {
    return this.#bars.get(spec)?.at(ago);
  }

  /** The bars kept of a specification, oldest first. */
  bars(spec: BarSpecText): readonly Bar[] {
    return this.#bars.get(spec)?.all() ?? [];
  }

  /** The market as this cache knows it now: the quote, else the last trade, else the last bar. */
  touch(instrument: InstrumentIndex, now: Touch['at']): Touch {
    const quote = this.#quotes[instrument];
    if (quote !== undefined) {
      return { bid: quote.bid, ask: quote.ask, mid2: quote.bid + quote.ask, at: quote.availableAt };
    }
    const trade = this.#trades[instrument];
    if (trade !== undefined) {
      return { bid: null, ask: null, mid2: 2 * trade.price, at: trade.availableAt };
    }
    const bar = this.#lastBars[instrument];
    if (bar !== undefined) {
      return { bid: bar.bid, ask: bar.ask, mid2: 2 * bar.close, at: bar.availableAt };
    }
    return { bid: null, ask: null, mid2: null, at: now };
  }
}

function headOf({ instrument, eventAt, nanos, availableAt, sourceSequence }: Datum): Datum {
  return { instrument, eventAt, nanos, availableAt, sourceSequence };
}

/** A book that gives a quote, and nothing else. */
function bookOf(quote: Quote): BookUpdate {
  const bids = [{ price: quote.bid, qty: quote.bidQty }];
  const asks = [{ price: quote.ask, qty: quote.askQty }];
  return { ...headOf(quote), kind: 'book', isSnapshot: true, bids, asks };
}

function isSameTop(one: Quote, other: Quote): boolean {
  return (
    one.bid === other.bid &&
    one.ask === other.ask &&
    one.bidQty === other.bidQty &&
    one.askQty === other.askQty
  );
}
