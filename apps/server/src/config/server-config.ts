import type { FeedAddress } from '@argosy/feed';
import type {
  AccountId,
  BookId,
  Micros,
  Money,
  OriginCode,
  StrategyId,
  Timestamp,
} from 'argosy/core';
import type { Product } from 'argosy/domain';
import type { LogLevel, Secret } from '@argosy/telemetry';

import type { ConfigSource } from './config-text.ts';

/** What a node can do; one node does all of it. */
export const roles = [
  'ingest',
  'engine',
  'trading',
  'project',
  'stream',
  'gateway',
  'jobs',
] as const;

/** A part of what a node does. */
export type Role = (typeof roles)[number];

/** Where the node is reached, and what it keeps where. Paths are whole. */
export type NodeConfig = {
  /** The folder that everything is kept in. */
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** Null for plain HTTP, which there is on this machine only. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** What browsers reach it by where a proxy stands before it, `https://desk.example`; null where they ask it directly. */
  readonly publicOrigin: string | null;
  /** Other origins than its own whose pages may call it. */
  readonly corsOrigins: readonly string[];
  /** Addresses whose word on who calls is taken. */
  readonly trustedProxies: readonly string[];
  readonly roles: readonly Role[];
  readonly storage: StorageConfig;
  readonly market: MarketConfig;
  readonly demo: DemoConfig;
  readonly paper: PaperConfig;
  /** So many days of market data are kept, to be done again; the journal is kept for good. */
  readonly tapeDays: number;
  readonly bridge: BridgeConfig;
  readonly cache: CacheConfig;
  readonly jobs: JobsConfig;
};

/** Where the tables are: files in the data folder, or the PostgreSQL that `ARGOSY_POSTGRES` names. */
export type StorageConfig = {
  readonly engine: 'sqlite' | 'postgres';
  /** What the schemas of PostgreSQL begin with. */
  readonly schema: string;
};

/** Whose prices a node trades by. */
export type MarketConfig = {
  /** The demo exchange, a recorded market, or what another process brings. */
  readonly kind: 'demo' | 'replay' | 'feed';
  /** Of a replay or a feed: a YAML file with instruments and calendars, or a folder of the instrument catalog. */
  readonly instruments: string | null;
  readonly replay: {
    /** A folder with a tape; null where a history is replayed. */
    readonly tape: string | null;
    readonly history: string | null;
    /** Null for the first row. */
    readonly from: Timestamp | null;
    readonly speed: number;
  };
  readonly feed: {
    readonly at: FeedAddress;
    /** Whether other machines may reach it. */
    readonly isElsewhere: boolean;
  };
};

/** The demo exchange. */
export type DemoConfig = {
  readonly seed: string;
  readonly ticksPerSecond: number;
  readonly hours: 'always' | 'market' | { readonly minutesPerDay: number };
};

/** The accounts on paper. */
export type PaperConfig = {
  readonly accounts: number;
  readonly cash: Money;
  readonly kind: 'cash' | 'margin';
  readonly products: readonly Product[];
  /** Those of them in which shares may be sold that are not held. */
  readonly shortSales: readonly Product[];
  /** How many times its margin a position may be worth, by product; empty for a cash account. */
  readonly leverage: Readonly<Partial<Record<Product, string>>>;
  /** Whether futures and options of one underlying are margined together. */
  readonly isScanned: boolean;
  /** Whose charges are charged: one of those in the dated rules of India. */
  readonly charges: string;
};

/** The queue before the machines. */
export type BridgeConfig = {
  readonly queueCapacity: number;
  readonly freshFor: Micros;
  readonly silentAfter: Micros;
};

/** What is kept of the market for whoever looks. */
export type CacheConfig = { readonly instruments: number; readonly freshFor: Micros };

/** How often what runs again and again does. */
export type JobsConfig = {
  readonly orderReconciliation: Micros;
  readonly positionSync: Micros;
  readonly health: Micros;
  readonly sessionCheck: Micros;
  readonly snapshots: Micros;
  readonly purge: Micros;
  readonly tape: Micros;
  /** Of each day at the exchange, in microseconds since its midnight. */
  readonly instrumentRefreshAt: Micros;
  readonly compactionAt: Micros;
};

/** A strategy that runs on the node. */
export type StrategyEntry = {
  readonly id: StrategyId;
  readonly code: OriginCode;
  readonly account: AccountId;
  readonly book: BookId;
  readonly product: Product;
  readonly host: string;
  /** Ours, by its name; or a file, and which of several in it. */
  readonly source:
    | { readonly kind: 'shipped'; readonly name: string }
    | { readonly kind: 'file'; readonly file: string; readonly name: string | null };
  /** As they are written: numbers are texts. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What its book may bind; null where nothing bounds it. */
  readonly allotment: Money | null;
  /** Whether it runs from the start. */
  readonly starts: boolean;
  /** Of which instruments it sees prices: of all, or of those that it listens to as it starts. */
  readonly sees: 'all' | 'listened';
};

/** Strategies and the processes they run in. */
export type StrategiesConfig = {
  readonly hosts: HostConfig;
  readonly strategies: readonly StrategyEntry[];
};

/** What bounds a host process. */
export type HostConfig = {
  readonly memoryMb: number;
  readonly deadlineMicros: number;
  readonly silentMillis: number;
  /** How often in a row it is started again. */
  readonly restarts: number;
};

/** What is logged, and where to. */
export type LoggingConfig = {
  readonly level: LogLevel;
  readonly console: 'plain' | 'json' | 'none';
  readonly file: {
    readonly isOn: boolean;
    readonly level: LogLevel;
    /** A path. */
    readonly folder: string;
    readonly bytesMax: number;
    readonly ageMax: Micros;
    readonly filesMax: number;
  };
  /** Files of logs that are older are deleted. */
  readonly retention: Micros;
};

/** Backtests that people ask for. */
export type BacktestsConfig = {
  /** Where their results go. */
  readonly folder: string;
  /** Where the files that they name lie. */
  readonly files: string;
  /** How many run at a time, and how many may wait. */
  readonly concurrency: number;
  readonly queueMax: number;
  readonly memoryMb: number;
  readonly timeLimit: Micros;
};

/** The limits as they are written: `riskLimitsOf` makes limits of them, once it is known what is traded. */
export type RiskConfig = ConfigSource;

/** Everything a node is told; plain data that may go to another thread. */
export type ServerConfig = {
  readonly node: NodeConfig;
  readonly strategies: StrategiesConfig;
  readonly logging: LoggingConfig;
  readonly backtest: BacktestsConfig;
  readonly risk: RiskConfig;
};

/** What stands in the environment only, and in no file. */
export type ServerSecrets = {
  /** What secrets at rest are encrypted with; the node makes and keeps one of its own where it is not given. */
  readonly secretKey: Secret | null;
  readonly namesKey: Secret | null;
  readonly postgres: Secret | null;
  /** What a feed has to know that comes over a port. */
  readonly feed: Secret | null;
};
