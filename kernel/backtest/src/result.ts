import type { AccountId, Money, Timestamp } from 'argosy/core';
import type { Order, Position } from 'argosy/domain';
import type { BarCounts, StrategyFault } from 'argosy/engine';
import type { StatisticName } from 'argosy/quant';
import type { TradingCounters } from 'argosy/trading';

import type { ReproducibilityCard } from './card.ts';
import type { EquitySample } from './run-sink.ts';

/** What the rows and orders of a run came to, counted. */
export type RunCounts = {
  quotes: number;
  trades: number;
  bars: number;
  statuses: number;
  orders: number;
  fills: number;
  denied: number;
  anomalies: number;
};

/** An account at the end of a run. */
export type AccountSummary = {
  readonly account: AccountId;
  readonly opening: Money;
  readonly cash: Money;
  readonly equity: Money;
  readonly realised: Money;
  readonly unrealised: Money;
  readonly charges: Money;
};

/** What a run came to. */
export type BacktestResult = {
  readonly schema: 'argosy-result/1';
  /** Cancelled, or ended by a fault: what is here is true up to `until`. */
  readonly isPartial: boolean;
  readonly card: ReproducibilityCard;
  /** The hash of trading's events: equal runs have equal hashes. */
  readonly hash: string;
  readonly from: Timestamp | null;
  readonly until: Timestamp | null;
  /** How many inputs got a number. */
  readonly inputs: number;
  readonly counts: Readonly<RunCounts>;
  /** What came of the bars that the run built itself. */
  readonly builtBars: BarCounts;
  readonly accounts: readonly AccountSummary[];
  /** Positions that are not flat. */
  readonly positions: readonly Position[];
  readonly openOrders: readonly Order[];
  readonly daily: readonly EquitySample[];
  readonly statistics: Readonly<Record<StatisticName, number | null>>;
  readonly counters: TradingCounters;
  readonly faults: readonly StrategyFault[];
};
