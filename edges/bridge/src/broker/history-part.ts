import type { InstrumentId, Timestamp } from 'argosy/core';
import type { Bar, BarSpecText, Trade } from 'argosy/domain';

import type { Answered, Call, Page } from './call.ts';

/** A stretch of the past, [from, until), a page of it. */
export type HistoryRange = {
  readonly from: Timestamp;
  readonly until: Timestamp;
  /** `next` of the page before; null for the first. */
  readonly cursor: string | null;
  /** At most so many rows; an adapter gives fewer where the capabilities' `pageMax` is less. */
  readonly limit: number;
};

/** The past as the broker keeps it, behind a rate limit of its own, oldest first. */
export interface HistoryPart {
  /** Bars that opened within the range; the one under way is left out. */
  bars(spec: BarSpecText, range: HistoryRange, call: Call): Answered<Page<Bar>>;
  /** Trades within the range; `UNSUPPORTED` where the capabilities say none. */
  trades(instrument: InstrumentId, range: HistoryRange, call: Call): Answered<Page<Trade>>;
}
