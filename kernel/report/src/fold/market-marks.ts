import { assertNever, type InstrumentIndex } from 'argosy/core';
import { LevelBook, QueueBook, type Input, type InstrumentTable } from 'argosy/domain';

/** Where the price of an instrument stands after an input; twice the price, as marks are kept. */
export type MarkMove = {
  readonly index: InstrumentIndex;
  readonly mark2: number;
  /** The lowest and highest that the input tells of: those of a bar, else the mark. */
  readonly low2: number;
  readonly high2: number;
};

/** How well a kind of price says what an instrument is worth; a better one is never taken over by a lesser. */
const ranks = { bar: 1, trade: 2, quote: 3, mark: 4 } as const;

/**
 * The mark of each instrument by the rule of the engine: the venue's mark price, from the first one on,
 * else the middle of the quote, else the last trade, else the close of the bar.
 */
export class MarketMarks {
  readonly #instruments: InstrumentTable;
  readonly #ranks: Uint8Array;
  readonly #books = new Map<InstrumentIndex, LevelBook>();
  readonly #queues = new Map<InstrumentIndex, QueueBook>();

  constructor(instruments: InstrumentTable) {
    this.#instruments = instruments;
    this.#ranks = new Uint8Array(instruments.size);
  }

  /** Takes an input in; null where it moves no mark. */
  take(input: Input): MarkMove | null {
    if (!('instrument' in input)) return null;
    const index = this.#instruments.indexOf(input.instrument);
    if (index === undefined) return null;
    switch (input.kind) {
      case 'quote':
        return this.#move(index, 'quote', input.bid + input.ask);
      case 'trade':
        return this.#move(index, 'trade', 2 * input.price);
      case 'mark':
        return this.#move(index, 'mark', 2 * input.price);
      case 'bar': {
        const move = this.#move(index, 'bar', 2 * input.close);
        return move === null ? null : { ...move, low2: 2 * input.low, high2: 2 * input.high };
      }
      case 'book':
      case 'queue':
        return this.#moveOfBook(index, input);
      case 'adjustment':
      case 'funding':
      case 'index':
      case 'status':
        return null;
      default:
        return assertNever(input);
    }
  }

  #move(index: InstrumentIndex, kind: keyof typeof ranks, mark2: number): MarkMove | null {
    const rank = ranks[kind];
    if (rank < (this.#ranks[index] ?? 0)) return null;
    this.#ranks[index] = rank;
    return { index, mark2, low2: mark2, high2: mark2 };
  }

  #moveOfBook(
    index: InstrumentIndex,
    datum: Extract<Input, { readonly kind: 'book' | 'queue' }>,
  ): MarkMove | null {
    const book = datum.kind === 'book' ? this.#bookOf(index) : this.#queueOf(index).levels;
    if (datum.kind === 'book') book.apply(datum);
    else if (this.#queueOf(index).apply(datum) === null) return null;
    const quote = book.quoteAt(datum);
    return quote === null ? null : this.#move(index, 'quote', quote.bid + quote.ask);
  }

  #bookOf(index: InstrumentIndex): LevelBook {
    const book = this.#books.get(index) ?? new LevelBook();
    this.#books.set(index, book);
    return book;
  }

  #queueOf(index: InstrumentIndex): QueueBook {
    const queue = this.#queues.get(index) ?? new QueueBook();
    this.#queues.set(index, queue);
    return queue;
  }
}
