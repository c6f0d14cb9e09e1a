export { InProcessSearch, type LastPriceOf } from './in-process-search.ts';
export { searchErrors, type SearchErrorCode } from './errors.ts';
export { sourceOfMaster } from './master-source.ts';
export type {
  InstrumentSearch,
  LastPrice,
  SearchHit,
  SearchPage,
  SearchQuery,
} from './instrument-search.ts';
export { sourceOfRows, type SearchKind, type SearchRow, type SearchSource } from './search-row.ts';
