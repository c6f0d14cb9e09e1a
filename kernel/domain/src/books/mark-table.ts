import type { InstrumentIndex } from 'argosy/core';

import { LevelBook } from './level-book.ts';
import type { BookUpdate, MarketData, QueueUpdate, Quote } from '../market-data.ts';
import { QueueBook } from './queue-book.ts';

/** What a mark is made of, as plain numbers; NaN where nothing is known. */
export type KnownMark = { readonly last2: number; readonly mark: number };

/**
 * What positions are valued at, by the dense index of their instruments: the mark price where the venue says one, else
 * the last price that was heard, of a quote its middle. Twice the price, so that a middle is exact. Whoever values
 * positions keeps one of these: then all of them say the same.
 */
export class MarkTable {
  readonly #last2: Float64Array;
  readonly #mark: Float64Array;
  /** Made with an instrument's first book; of what a book shows only its touch matters here. */
  readonly #books: (LevelBook | undefined)[] = [];
  readonly #queues: (QueueBook | undefined)[] = [];

  /** `size` is how many instruments there are. */
  constructor(size: number) {
    this.#last2 = new Float64Array(size).fill(Number.NaN);
    this.#mark = new Float64Array(size).fill(Number.NaN);
  }

  /** Keeps what a piece of market data says. */
  keep(instrument: InstrumentIndex, datum: MarketData): void {
    switch (datum.kind) {
      case 'quote':
        return this.keepLast2(instrument, datum.bid + datum.ask);
      case 'trade':
        return this.keepLast2(instrument, 2 * datum.price);
      case 'bar':
        // A corrected bar is no news of the market.
        if (datum.revision === 0) this.keepLast2(instrument, 2 * datum.close);
        return;
      case 'mark':
        return this.keepMark(instrument, datum.price);
      case 'book':
        return this.#keepTouch(instrument, this.quoteOfBook(instrument, datum));
      case 'queue':
        return this.#keepTouch(instrument, this.quoteOfQueue(instrument, datum));
      case 'index':
      case 'status':
      case 'funding':
      case 'adjustment':
        return;
    }
  }

  /** Keeps twice the last price of an instrument. */
  keepLast2(instrument: InstrumentIndex, last2: number): void {
    this.#last2[instrument] = last2;
  }

  /** Keeps what the venue reckons an instrument by. */
  keepMark(instrument: InstrumentIndex, price: number): void {
    this.#mark[instrument] = price;
  }

  /** A book's best prices behind a change of it; null while a side has none. */
  quoteOfBook(instrument: InstrumentIndex, update: BookUpdate): Quote | null {
    const book = (this.#books[instrument] ??= new LevelBook());
    book.apply(update);
    return book.quoteAt(update);
  }

  /** A book's best prices behind what one of its orders does; null where they are as they were. */
  quoteOfQueue(instrument: InstrumentIndex, update: QueueUpdate): Quote | null {
    const queue = (this.#queues[instrument] ??= new QueueBook());
    const changed = queue.apply(update);
    return changed === null ? null : queue.levels.quoteAt(changed);
  }

  /** Twice the last known price of an instrument; NaN where none is. */
  last2(instrument: InstrumentIndex): number {
    return this.#last2[instrument] ?? Number.NaN;
  }

  /** The last mark price of an instrument; NaN where it never had one. */
  markPrice(instrument: InstrumentIndex): number {
    return this.#mark[instrument] ?? Number.NaN;
  }

  /** Twice what positions are valued at; NaN where no price is known. */
  mark2(instrument: InstrumentIndex): number {
    const mark = this.markPrice(instrument);
    return Number.isNaN(mark) ? this.last2(instrument) : 2 * mark;
  }

  /** What is known of each instrument, in the order of their indexes. */
  known(): readonly KnownMark[] {
    return Array.from(this.#last2, (last2, index) => ({
      last2,
      mark: this.#mark[index] ?? Number.NaN,
    }));
  }

  /** Takes in what was known elsewhere; books begin anew. */
  restore(known: readonly KnownMark[]): void {
    this.#books.length = 0;
    this.#queues.length = 0;
    for (const [index, { last2, mark }] of known.entries()) {
      this.#last2[index] = last2;
      this.#mark[index] = mark;
    }
  }

  #keepTouch(instrument: InstrumentIndex, quote: Quote | null): void {
    if (quote !== null) this.keepLast2(instrument, quote.bid + quote.ask);
  }
}
