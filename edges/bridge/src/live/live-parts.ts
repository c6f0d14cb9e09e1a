import type { AccountId, Currency, InputNumber, InstrumentIndex } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import type { Finding, ReconciliationPolicy } from 'argosy/reconciliation';
import type { EngineSide, Publisher, Tape } from 'argosy/shard';
import type { TradingMachine } from 'argosy/trading';
import type { FileJournal, Snapshots } from '@argosy/journal';

import type { Bridge } from '../bridge.ts';
import type { BrokerAdapter } from '../broker/broker-adapter.ts';
import type { Connection } from '../broker/connection.ts';
import type { BridgeFeed } from '../feed/bridge-feed.ts';
import type { LiveTime } from './live-clock.ts';

/** What hears of a live shard. Whoever it is must not throw. */
export type LiveListener = Publisher & {
  /** What went into the machines, once both have handled it. */
  readonly onInput: (input: MarketData, instrument: InstrumentIndex | -1) => void;
  readonly onFinding: (account: AccountId, finding: Finding) => void;
  readonly onConnection: (connection: Connection) => void;
  /** What a broker said that nobody understands, or a snapshot that could not be kept. */
  readonly onFault: (reason: string) => void;
  /** A bug, or a disk that failed: the process has to end, the journal tells the next one. */
  readonly onFatal: (error: unknown) => void;
};

/** An account that the broker keeps. */
export type LiveAccount = { readonly id: AccountId; readonly currencies: readonly Currency[] };

/** What a live shard is made of. */
export type LiveShardOptions = {
  readonly trading: TradingMachine;
  readonly engine: EngineSide;
  readonly journal: FileJournal;
  readonly tape: Tape;
  /** The last number on the tape. */
  readonly taped: InputNumber | null;
  readonly snapshots: Snapshots | null;
  readonly bridge: Bridge;
  readonly feed: BridgeFeed;
  readonly adapter: BrokerAdapter;
  readonly accounts: readonly LiveAccount[];
  readonly time: LiveTime;
  readonly policy?: Partial<ReconciliationPolicy>;
  readonly listener: LiveListener;
};
