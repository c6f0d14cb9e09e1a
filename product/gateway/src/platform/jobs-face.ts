import type { Result } from 'argosy/core';
import type { Job } from '@argosy/storage';

/** What runs again and again. */
export interface JobsFace {
  list(): Promise<readonly Job[]>;
  /** Begins a run now, unless one is under way; answers when it has begun. */
  runNow(name: string, by: string): Promise<Result<null>>;
}

/** Backtests that people ask for; what became of them is in the records. */
export interface BacktestsFace {
  /** `request` is a run file; answers with the id of the backtest. */
  queue(request: string, title: string, user: string): Promise<Result<string>>;
  cancel(id: string): Promise<Result<null>>;
  /** A file of its results (`sheet.html`, `trades.csv`, …) as it lies in the result's folder. */
  result(id: string, file: string): Promise<Result<Uint8Array>>;
}
