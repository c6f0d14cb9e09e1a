import type { Result, StrategyId, Timestamp } from 'argosy/core';
import type { Answered } from '@argosy/desk';

import type { HostStatus } from '../host/strategy-host.ts';

/** What a strategy does: `paused` opens nothing and may still close. */
export type StrategyState = 'running' | 'paused' | 'stopped' | 'failed';

/** A strategy as people see it. */
export type StrategyRow = {
  readonly id: StrategyId;
  /** The code that its orders carry. */
  readonly code: string;
  readonly account: string;
  readonly book: string;
  readonly host: string;
  readonly file: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: StrategyState;
  /** Why it is in it, where somebody or something stopped it. */
  readonly reason: string | null;
  readonly calls: number;
  readonly micros: number;
  readonly microsMax: number;
  /** What 99 of 100 callbacks do not take longer than; null before the first. */
  readonly microsP99: number | null;
  /** Callbacks that took longer than they should. */
  readonly breaches: number;
  /** When its host last told of it; null where it has not. */
  readonly heardAt: Timestamp | null;
};

/** A line that a strategy, or the platform about it, has logged. */
export type StrategyLine = {
  readonly strategy: StrategyId;
  readonly at: Timestamp;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** The strategies of a node and the hosts they run in. */
export interface FleetFace {
  strategies(): Promise<readonly StrategyRow[]>;
  hosts(): Promise<readonly HostStatus[]>;
  /** The newest lines of one, the newest last, 1,000 at most. */
  lines(strategy: StrategyId, limit: number): Promise<Result<readonly StrategyLine[]>>;
  start(strategy: StrategyId, by: string): Promise<Answered<null>>;
  /** Opens nothing new from now on; what is open is left to it. */
  pause(strategy: StrategyId, by: string): Promise<Answered<null>>;
  /** Ends it: its working orders are cancelled, its positions left as they are. */
  stop(strategy: StrategyId, by: string): Promise<Answered<null>>;
  /** Pauses it, cancels what works, and closes what it holds. */
  flatten(strategy: StrategyId, by: string): Promise<Answered<null>>;
}
