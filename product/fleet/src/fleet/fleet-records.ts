import type { StrategyId, Timestamp } from 'argosy/core';

/** What people last wanted of a strategy: that it runs, or that it does not. */
export type Wish = {
  readonly strategy: StrategyId;
  readonly wanted: 'started' | 'stopped';
  readonly by: string;
  readonly at: Timestamp;
};

/** Where it is kept what people wanted, for the next start of the platform. */
export interface FleetRecords {
  load(): Promise<readonly Wish[]>;
  /** Takes the place of the wish before it for the same strategy. */
  save(wish: Wish): Promise<void>;
}
