import type { AccountId, Currency, Money, StrategyId, Timestamp } from 'argosy/core';
import type { Order, Position } from 'argosy/domain';
import type { BarCounts, StrategyFault } from 'argosy/engine';
import type { RealisedTotal } from 'argosy/ledger';
import type { ExecutionProgress } from 'argosy/orders';
import type { StatisticName } from 'argosy/quant';
import type { TradingCounters } from 'argosy/trading';

import type { ReproducibilityCard } from './card.ts';
import type { RunError } from './errors.ts';
import type { CommandOutcome } from './hand-command.ts';
import type { EquitySample } from './run-sink.ts';

/** What the rows and orders of a run came to, counted. */
export type RunCounts = {
  quotes: number;
  trades: number;
  bars: number;
  statuses: number;
  /** Updates of order books, and steps of orders in them. */
  books: number;
  adjustments: number;
  /** Mark prices, index prices and funding rates. */
  references: number;
  orders: number;
  fills: number;
  denied: number;
  anomalies: number;
};

/** How many orders were denied for one reason. */
export type DenialCount = { readonly code: string; readonly count: number };

/** Whether a run goes on, has come to its end, was cancelled, or broke off with an error. */
export type RunState = 'running' | 'done' | 'cancelled' | 'failed';

/** An account at the end of a run. */
export type AccountSummary = {
  readonly account: AccountId;
  /** What it began with; balances in other currencies at the first rates that were known. */
  readonly opening: Money;
  /** In the account's own currency; `balances` has every one. */
  readonly cash: Money;
  readonly balances: readonly Money[];
  readonly equity: Money;
  readonly realised: Money;
  readonly unrealised: Money;
  readonly charges: Money;
  /** What came in since the opening, less what went out. */
  readonly transferred: Money;
};

/** What a run came to. */
export type BacktestResult = {
  readonly schema: 'argosy-result/1';
  /** Cancelled, or ended by a fault: what is here is true up to `until`. */
  readonly isPartial: boolean;
  /** How it ended; `running` where it has not. */
  readonly state: RunState;
  /** Why it `failed`; null otherwise. */
  readonly error: RunError | null;
  readonly card: ReproducibilityCard;
  /** The hash of trading's events: equal runs have equal hashes. */
  readonly hash: string;
  readonly from: Timestamp | null;
  readonly until: Timestamp | null;
  /** How many inputs got a number. */
  readonly inputs: number;
  readonly counts: Readonly<RunCounts>;
  /** Why orders were denied, the most frequent first; at most 50 codes. */
  readonly denials: readonly DenialCount[];
  /** What came of the bars that the run built itself. */
  readonly builtBars: BarCounts;
  readonly accounts: readonly AccountSummary[];
  /** Positions that are not flat. */
  readonly positions: readonly Position[];
  /** Positions that are flat again, with what they came to; of hedging books the last 10,000. */
  readonly closedPositions: readonly Position[];
  /** What each book has come to in each instrument, over all positions it ever held. */
  readonly realised: readonly RealisedTotal[];
  readonly openOrders: readonly Order[];
  /** The parent orders: those that have ended, the last 1,000 of them, then those that work. */
  readonly executions: readonly ExecutionProgress[];
  readonly daily: readonly EquitySample[];
  readonly statistics: Readonly<Record<StatisticName, number | null>>;
  /** What amounts of the statistics are counted in: the first account's own, by id; null without one. */
  readonly statisticsCurrency: Currency | null;
  /** Over what each figure is taken, or why there is none. */
  readonly statisticsNotes: Readonly<Record<StatisticName, string>>;
  readonly counters: TradingCounters;
  /** What came of what was done by hand. */
  readonly commands: readonly CommandOutcome[];
  readonly faults: readonly StrategyFault[];
  /** The strategies that their faults ended before the run did, each once, by id. */
  readonly stopped: readonly StrategyId[];
  /**
   * Anomalies, each kind once with how many there were and the first, the grave ones before the others;
   * then what was allowed and is seldom meant: rows that repeat and odd times, with their source;
   * subscriptions to what no source brings, with their strategy.
   */
  readonly notes: readonly string[];
};
