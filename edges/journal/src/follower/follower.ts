/** Where a follower's log ends. */
export type FollowerEnd = {
  /** The position of its last record; 0 where it has none. */
  readonly position: number;
  /** The hash of its last block. */
  readonly hash: Uint8Array;
  /** That block's bytes as they were sent; null where it has none. */
  readonly last: Uint8Array | null;
};

/**
 * A second journal that receives each block before it is acknowledged. What it has taken is safe there,
 * byte for byte as it was sent, and can be gone on with where the first journal is lost.
 */
export interface Follower {
  /** Follows the writer of an epoch from now on; rejects with `FENCED` where a later one was seen. */
  attach(epoch: number): Promise<FollowerEnd>;
  /**
   * Takes the next block of the writer of an epoch; resolves when it is safe. Rejects with `FENCED` where a
   * later writer has come, with `DIVERGED` where the block does not continue what is there. One of a later
   * epoch takes the place of the last block, where it continues the same past. The bytes may not change
   * until then.
   */
  take(block: Uint8Array, epoch: number): Promise<void>;
  close(): Promise<void>;
}

/** What becomes of commits while the follower does not answer: they wait for it, or go on alone. */
export type FollowerPolicy = 'wait' | 'degrade';

/** How a journal and its follower stand. */
export type FollowerState = 'following' | 'waiting' | 'alone';

/** A journal's follower, and what happens when it is lost. */
export type FollowerOptions = {
  readonly follower: Follower;
  readonly policy: FollowerPolicy;
  /** Hears how they stand whenever that changes, and why. `alone` is for a person to know. */
  readonly onState: (state: FollowerState, reason: string) => void;
  /** How long to wait before it is tried again. */
  readonly retryMillis?: number;
  /** Runs something later, and gives what calls it off; the machine's timers unless told. */
  readonly after?: After;
};

/** Runs something after so many milliseconds, and gives what calls it off. */
export type After = (millis: number, run: () => void) => () => void;
