import type { DeskFace } from '@argosy/desk';
import type { AccountId, BookId, CalendarId, LedgerScales, Money, SessionClock } from 'argosy/core';
import type { InstrumentTable, Product, TradingEvent } from 'argosy/domain';
import type { MarketCache } from '@argosy/bridge';
import type { FleetFace } from '@argosy/fleet';
import type { InstrumentSearch } from '@argosy/catalog/search';
import type { HealthBook, Logger, Metrics, MetricsSnapshot, PartReport } from '@argosy/telemetry';

import type { DataFace } from './data-face.ts';
import type { HistoryFace } from './history-face.ts';
import type { BacktestsFace, JobsFace } from './jobs-face.ts';
import type { Projections, Records } from './records.ts';
import type { ReplayFace } from './replay-face.ts';

/** A book of an account, as it is configured. */
export type BookRow = {
  readonly id: BookId;
  /** Whether fills of one instrument make one position, or each opening order its own. */
  readonly mode: 'netting' | 'hedging';
  /** What its positions and orders may bind together; null where only the account bounds it. */
  readonly allotment: Money | null;
};

/** An account as people see it. */
export type AccountRow = {
  readonly id: AccountId;
  /** Where it lives: an adapter's name. */
  readonly broker: string;
  /** Whether its orders meet real money. */
  readonly mode: 'paper' | 'live';
  readonly kind: 'cash' | 'margin';
  /** How it may carry positions. */
  readonly products: readonly Product[];
  readonly currency: string;
  /** Manual trading's and its strategies'. */
  readonly books: readonly BookRow[];
};

/** How the link to a broker and the queue before the machines are. */
export type PipelineStage = {
  readonly stage: string;
  readonly perSecond: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** How much waits, and since the beginning: what was left out for good, and what a later value stood for. */
  readonly queue: number;
  readonly dropped: number;
  readonly conflated: number;
  /** Numbers of a feed that did not come, and rows that came twice. */
  readonly missing: number;
  readonly duplicates: number;
};

/** What the node says of itself. */
export interface SystemFace {
  /** What the machines live by, in microseconds: a demo's may run faster than the wall's. */
  now(): number;
  pipeline(): Promise<readonly PipelineStage[]>;
  accounts(): Promise<readonly AccountRow[]>;
  /** What the other threads count, for one page of figures. */
  figures(): Promise<readonly MetricsSnapshot[]>;
  /** How the parts in other threads are. */
  parts(): Promise<readonly PartReport[]>;
}

/** What the gateway stands in front of, however many threads lie between. Each call answers within its own bound. */
export type Platform = {
  readonly desk: DeskFace;
  readonly fleet: FleetFace;
  readonly records: Records;
  readonly projections: Projections;
  readonly jobs: JobsFace;
  readonly backtests: BacktestsFace;
  readonly data: DataFace;
  readonly history: HistoryFace;
  readonly replay: ReplayFace;
  readonly system: SystemFace;
  /** Beside the gateway, in its own thread: what never waits. */
  readonly market: MarketCache;
  readonly instruments: InstrumentTable;
  /** How fine money of each currency is kept. */
  readonly scales: LedgerScales;
  readonly search: InstrumentSearch;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  readonly metrics: Metrics;
  readonly health: HealthBook;
  readonly log: Logger;
};

/** What trading said, in the order of its numbers; once it is safe. */
export type EventListener = (event: TradingEvent) => void;
