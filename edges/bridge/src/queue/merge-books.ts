import { BOOK_LEVELS_MAX, type BookLevel, type BookUpdate } from 'argosy/domain';

/** From how many levels on a merged update is looked through for prices that are named twice. */
const COMPACT_FROM = 200;

/** Two updates of a book, one behind the other, as one: a book that takes it shows what both would have made of it. */
export function mergeBooks(earlier: BookUpdate, later: BookUpdate): BookUpdate {
  if (later.isSnapshot) return later;
  return {
    ...later,
    isSnapshot: earlier.isSnapshot,
    bids: mergeLevels(earlier.bids, later.bids),
    asks: mergeLevels(earlier.asks, later.asks),
  };
}

function mergeLevels(
  earlier: readonly BookLevel[],
  later: readonly BookLevel[],
): readonly BookLevel[] {
  if (earlier.length === 0) return later;
  if (later.length === 0) return earlier;
  const all = [...earlier, ...later];
  if (all.length < COMPACT_FROM) return all;
  const byPrice = new Map<number, BookLevel>();
  for (const level of all) byPrice.set(level.price, level);
  return [...byPrice.values()].slice(-BOOK_LEVELS_MAX);
}
