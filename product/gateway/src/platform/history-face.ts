import type { Result } from 'argosy/core';
import type { BarSpecText } from 'argosy/domain';
import type { HistoryRange, LatestBars, LiveBar, Page } from '@argosy/bridge';

/** The past of prices up to now, wherever it is kept. */
export interface HistoryFace {
  /** Bars that are over. */
  bars(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<LiveBar>>>;
  /** The newest bars of each kind that is named, in that order; null where they cannot be told. */
  latest(specs: readonly BarSpecText[]): Promise<readonly (LatestBars | null)[]>;
}
