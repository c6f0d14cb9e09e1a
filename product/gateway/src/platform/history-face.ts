import type { Result } from 'argosy/core';
import type { Bar, BarSpecText } from 'argosy/domain';
import type { HistoryRange, Page } from '@argosy/bridge';

/** The past of prices, wherever it is kept. */
export interface HistoryFace {
  bars(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<Bar>>>;
}
