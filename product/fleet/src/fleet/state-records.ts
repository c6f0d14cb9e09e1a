import type { StrategyId, Timestamp } from 'argosy/core';

/** What a strategy would keep for its next start, as it last said: plain data that JSON can hold. */
export type KeptState = {
  readonly strategy: StrategyId;
  /** The number that it had read by then. */
  readonly readTo: number;
  readonly at: Timestamp;
  readonly state: unknown;
};

/** Where strategies' states are kept, for the next start of the platform. */
export interface StateRecords {
  load(): Promise<readonly KeptState[]>;
  /** Each takes the place of the one before it of the same strategy. Comes back when they outlive a loss of power. */
  save(states: readonly KeptState[]): Promise<void>;
}
