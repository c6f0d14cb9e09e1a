import type { MarketData } from 'argosy/domain';

/**
 * What a datum is to a queue: of a slot, its later values stand for the earlier ones; `KEPT`, each counts by itself
 * and none is left out; `STEP`, one of many that only count together.
 */
export const SLOT_KINDS = 5;
/** Each counts by itself, and none is left out. */
export const KEPT = -1;
/** One of many that only count together. */
export const STEP = -2;

const QUOTE_SLOT = 0;
const TRADE_SLOT = 1;
const MARK_SLOT = 2;
const INDEX_SLOT = 3;
const BOOK_SLOT = 4;

/** The slot of a datum among those of its instrument, or what it is instead. */
export function slotKindOf({ kind }: MarketData): number {
  switch (kind) {
    case 'quote':
      return QUOTE_SLOT;
    case 'trade':
      return TRADE_SLOT;
    case 'mark':
      return MARK_SLOT;
    case 'index':
      return INDEX_SLOT;
    case 'book':
      return BOOK_SLOT;
    case 'queue':
      return STEP;
    // A status or an adjustment says what prices mean from now on; a bar and a funding rate come once.
    case 'status':
    case 'adjustment':
    case 'bar':
    case 'funding':
      return KEPT;
  }
}
