import type { LedgerBookState, PositionTableState, UnitTableState } from 'argosy/ledger';
import type { ExecutionTableState } from 'argosy/orders';
import type { SeenOrderIds, SentOrder, SetLimit } from 'argosy/risk';

import type { AccountStore } from './accounts/account-store.ts';
import type { ActivityTableState } from './accounts/activity-table.ts';
import type { NotedNight } from './accounts/carry-table.ts';
import type { OrderClocksState } from './emulation/order-clocks.ts';
import type { ExitTableState } from './lists/exit-table.ts';
import type { ListTableState } from './lists/list-table.ts';
import type { ReduceOnlyTableState } from './lists/reduce-only-table.ts';
import type { NotedEquity } from './losses/equity-table.ts';
import type { NotedMargin } from './margin/margin-table.ts';
import type { OrderStoreState } from './orders/order-store.ts';
import type { TradingCounters } from './trading-counters.ts';

/** What the machine knows from its own events, as plain data. */
export type TradingFoldState = {
  readonly orders: OrderStoreState;
  readonly lists: ListTableState;
  readonly exits: ExitTableState;
  readonly positions: PositionTableState;
  readonly units: UnitTableState;
  readonly accounts: ReturnType<AccountStore['exportState']>;
  readonly limits: readonly SetLimit[];
  readonly book: LedgerBookState;
  readonly seenIds: ReturnType<SeenOrderIds['exportState']>;
  readonly recent: readonly SentOrder[];
  readonly activity: ActivityTableState;
  readonly equity: readonly NotedEquity[];
  readonly executions: ExecutionTableState;
  readonly margins: readonly NotedMargin[];
  readonly carries: readonly NotedNight[];
  readonly reduceOnly: ReduceOnlyTableState;
  readonly clocks: OrderClocksState;
  readonly counters: TradingCounters;
};
