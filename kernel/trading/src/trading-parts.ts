import type { AccountFunds } from './accounts/account-funds.ts';
import type { EquityWatch } from './losses/equity-watch.ts';
import type { ExecutionDesk } from './executions/execution-desk.ts';
import type { EventEmitter } from './event-emitter.ts';
import type { SettlementRules } from './accounts/settlement-rules.ts';
import type { TouchTable } from './touch-table.ts';
import type { TradingConfig } from './trading-config.ts';
import type { TradingFold } from './trading-fold.ts';

/** What the paths of commands and reports work with. */
export type TradingParts = {
  readonly config: TradingConfig;
  readonly fold: TradingFold;
  readonly touches: TouchTable;
  readonly emitter: EventEmitter;
  readonly funds: AccountFunds;
  readonly settlements: SettlementRules;
  readonly equity: EquityWatch;
  readonly executions: ExecutionDesk;
};
