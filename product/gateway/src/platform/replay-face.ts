import type { Result, Timestamp } from 'argosy/core';

/** How the replay of a recorded market stands. */
export type ReplayRow = {
  readonly state: 'playing' | 'paused' | 'ended';
  readonly speed: number;
  readonly at: Timestamp;
};

/** A replay that people hold, hurry and let skip; both are refused where the market is none. */
export interface ReplayFace {
  status(): Promise<Result<ReplayRow>>;
  change(change: {
    readonly state?: 'playing' | 'paused';
    readonly speed?: number;
    readonly at?: Timestamp;
  }): Promise<Result<ReplayRow>>;
}
