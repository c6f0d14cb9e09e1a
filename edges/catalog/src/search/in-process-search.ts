import { ok, type Result } from 'argosy/core';

import { searchRefusal } from './errors.ts';
import type { InstrumentSearch, LastPrice, SearchPage, SearchQuery } from './instrument-search.ts';
import { DEPTH_MAX, PRICES_MAX, readCursor, writeCursor, type PageStart } from './search-cursor.ts';
import { SearchIndex } from './search-index.ts';
import type { SearchSource } from './search-row.ts';

/** What an instrument was last traded at; null where nobody knows. */
export type LastPriceOf = (id: string) => LastPrice | null;

const LIMIT_USUAL = 10;
const LIMIT_MAX = 50;
const FILTERS_MAX = 64;
const nobodyKnows: LastPriceOf = () => null;

/**
 * Search in this process, over the instruments of one day, replaced by those of the next.
 *
 * @example
 * const search = new InProcessSearch(source, { lastPriceOf });
 * const page = unwrap(search.find({ text: 'nifty 24500 ce' }));
 */
export class InProcessSearch implements InstrumentSearch {
  #index: SearchIndex;
  readonly #lastPriceOf: LastPriceOf;
  /** How often the instruments were replaced: a day may be loaded again under its old version. */
  #replaced = 0;

  constructor(source: SearchSource, options: { readonly lastPriceOf?: LastPriceOf } = {}) {
    this.#index = new SearchIndex(source);
    this.#lastPriceOf = options.lastPriceOf ?? nobodyKnows;
  }

  /** The version of the instruments that are searched. */
  get version(): string {
    return this.#index.source.version;
  }

  get #edition(): string {
    return `${this.version} ${this.#replaced}`;
  }

  /** Takes other instruments; what is asked until their index stands is answered from those before. */
  replace(source: SearchSource): void {
    this.#index = new SearchIndex(source);
    this.#replaced += 1;
  }

  /** As the port has it. */
  search(query: SearchQuery): Promise<Result<SearchPage>> {
    return Promise.resolve(this.find(query));
  }

  /** The same at once. */
  find(query: SearchQuery): Result<SearchPage> {
    const flaw = flawOf(query);
    if (flaw !== null) return flaw;
    const start = readCursor(query, this.#edition);
    return start.ok ? ok(this.#page(query, start.value, query.limit ?? LIMIT_USUAL)) : start;
  }

  #page(query: SearchQuery, start: PageStart, limit: number): SearchPage {
    const { source } = this.#index;
    const { text, exchanges, kinds } = query;
    const end = Math.min(start.offset + limit, DEPTH_MAX);
    const prices = new Map(start.prices);
    const found = this.#index.find({
      text,
      exchanges: exchanges === undefined ? null : new Set(exchanges),
      kinds: kinds === undefined ? null : new Set(kinds),
      most: end + 1,
      priceOf: (row) => this.#priceOf(row, prices),
    });
    const hits = found.slice(start.offset, end).map((place) => {
      const row = source.row(place);
      return { row, last: this.#lastPriceOf(row.id) };
    });
    const hasMore = found.length > end && end < DEPTH_MAX;
    const next = hasMore ? writeCursor(query, this.#edition, { offset: end, prices }) : null;
    return { version: source.version, hits, next };
  }

  /** The price that the pages before went by, so that none of a chain comes twice or never. */
  #priceOf(row: number, prices: Map<number, number>): number | null {
    const known = prices.get(row);
    if (known !== undefined) return known;
    const price = this.#lastPriceOf(this.#index.source.row(row).id)?.price ?? null;
    if (price === null || !Number.isFinite(price)) return null;
    if (prices.size < PRICES_MAX) prices.set(row, price);
    return price;
  }
}

function flawOf({
  limit = LIMIT_USUAL,
  exchanges = [],
  kinds = [],
}: SearchQuery): Result<never> | null {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    return searchRefusal('SEARCH_BAD_LIMIT', `1 to ${LIMIT_MAX}, found ${limit}`);
  }
  const filters = exchanges.length + kinds.length;
  if (filters <= FILTERS_MAX) return null;
  return searchRefusal('SEARCH_TOO_MANY_FILTERS', `${filters}, at most ${FILTERS_MAX}`);
}
