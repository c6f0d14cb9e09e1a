import type { Result, Timestamp } from 'argosy/core';

import type { SearchKind, SearchRow } from './search-row.ts';

/** What somebody typed, and what they want of it. */
export type SearchQuery = {
  /** Anything at all; what stands behind 128 characters is not looked at. */
  readonly text: string;
  /** Only instruments listed there; all where it is left out. */
  readonly exchanges?: readonly string[];
  readonly kinds?: readonly SearchKind[];
  /** How many a page has, 10 unless told, at most 50. */
  readonly limit?: number;
  /** The `next` of the page before, with the same text and filters. */
  readonly cursor?: string;
};

/** What an instrument was last traded at, to be shown: in whole units of price, and when. */
export type LastPrice = { readonly price: number; readonly at: Timestamp };

/** An instrument that was found. */
export type SearchHit = { readonly row: SearchRow; readonly last: LastPrice | null };

/** Some of what was found, the best first. */
export type SearchPage = {
  /** The version of the instruments that were searched. */
  readonly version: string;
  readonly hits: readonly SearchHit[];
  /** The cursor of the next page; null where this is the last. */
  readonly next: string | null;
};

/** Finds instruments by what people call them, wherever the index of them is. */
export interface InstrumentSearch {
  /** A page of what fits, or why there is none: a cursor that is not of this question, a bad limit. */
  search(query: SearchQuery): Promise<Result<SearchPage>>;
}
