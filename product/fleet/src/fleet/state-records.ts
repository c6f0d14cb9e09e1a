import type { StrategyId, Timestamp } from 'argosy/core';
import type { Missed } from 'argosy/engine';

import type { EventPlace } from '../host/messages.ts';

/** What a strategy would keep for its next start, as it said: plain data that JSON can hold. */
export type KeptState = {
  readonly strategy: StrategyId;
  /** The number that it had read by then. */
  readonly readTo: number;
  readonly at: Timestamp;
  readonly state: unknown;
  /** The last event of trading that it knew; null where nobody has noted that. */
  readonly heard: EventPlace | null;
  /** What its book held of each instrument, by what it knew. */
  readonly held: Missed['held'];
  /** The commands that it counts as sent and that may be lost with the node (`commandText`). */
  readonly sent: readonly string[];
  /** A position of the journal that lies before all that it does not know. */
  readonly from: number;
  /** The last event of trading up to that position; null where nobody has noted that. */
  readonly fromEvent: EventPlace | null;
};

/** Where strategies' states are kept, for the next start of the platform. */
export interface StateRecords {
  /** Of each strategy some of the last states, the newest behind: the record may not reach as far as it. */
  load(): Promise<readonly KeptState[]>;
  /**
   * Keeps more of them. They outlive this process when the call returns, and a loss of power when its promise comes
   * back: until then the commands that they count as sent wait.
   */
  save(states: readonly KeptState[]): Promise<void>;
}
