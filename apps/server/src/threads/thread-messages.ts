import type { MessagePort } from 'node:worker_threads';

import type { TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { StorePlace } from '@argosy/storage';
import type { LogLevel, LogRecord } from '@argosy/telemetry';

import type { BacktestsConfig, NodeConfig } from '../config/index.ts';

/** What every thread beside the machines is given. */
export type ThreadHead = {
  /** Of what is logged, the least level that anybody wants. */
  readonly level: LogLevel;
  /** What time it is for the machines. */
  readonly now: number;
  /** Shared: in its first place how much of it passes in a microsecond of the wall clock just now. */
  readonly pace: Float64Array;
  /** Where this thread asks the thread of the machines. */
  readonly core: MessagePort;
  /** Where the thread of the machines asks this one. */
  readonly asked: MessagePort;
};

/** What the thread of tables and records is given. */
export type WorkStart = ThreadHead & {
  readonly records: StorePlace;
  readonly projections: StorePlace;
  readonly journal: string;
  /** The file of what waits for the audit. */
  readonly waitingAudit: string;
  /** Shared: in its first place the position up to which the journal is on the disk. */
  readonly durable: BigInt64Array;
  readonly shard: string;
  /** Backtests that people ask for, and what runs `argosy`. */
  readonly backtests: { readonly config: BacktestsConfig; readonly command: ArgosyCommand };
  /** Everything that the node keeps: history lies there. */
  readonly data: string;
  /** Where the thread of the network asks it. */
  readonly edge: MessagePort;
};

/** What stands before the words of a command: node, its options, and the file of `argosy`. */
export type ArgosyCommand = readonly [program: string, ...words: string[]];

/** What the thread of the network is given. */
export type EdgeStart = ThreadHead & {
  /** By their index, and how many there may come to be. */
  readonly instruments: readonly Instrument[];
  readonly room: number;
  readonly calendars: readonly TradingCalendar[];
  /** Whether it serves the API alone, without pages. */
  readonly isHeadless: boolean;
  /** Where the terminal lies once it is built; null where none is served. */
  readonly terminal: string | null;
  /** What it is reached by, and how. */
  readonly node: NodeConfig;
  /** The master keys, where they are given; else there is a file of them. */
  readonly keys: string | null;
  /** The version of Argosy. */
  readonly version: string;
  /** Where batches of market data and events come. */
  readonly stream: MessagePort;
  /** Counts the batches that were read. */
  readonly read: Int32Array;
  /** Where it asks the thread of tables and records. */
  readonly work: MessagePort;
};

/** Where a node is reached, and the link for its first owner; null once there is one. */
export type Reached = { readonly address: string; readonly firstRun: string | null };

/** What a thread says to the one that has started it. */
export type FromThread =
  | { readonly type: 'ready'; readonly reached: Reached | null }
  | { readonly type: 'log'; readonly records: readonly LogRecord[] }
  | { readonly type: 'ended' };

/** What it is told. */
export type ToThread = { readonly type: 'stop' };
