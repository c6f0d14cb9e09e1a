export { relevanceCases, type RelevanceCase } from './relevance.ts';
export {
  aSearchRow,
  searchUniverse,
  type SearchUniverse,
  type UniverseOptions,
} from './universe.ts';
export type { UniverseRow } from './universe-row.ts';
