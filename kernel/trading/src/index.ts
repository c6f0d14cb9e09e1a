export { MESSAGES_KEPT_MAX } from './accounts/activity-table.ts';
export { leverageOf, scanOf } from './accounts/account-store.ts';
export {
  commandRefusals,
  tradingErrors,
  type CommandRefusalCode,
  type TradingErrorCode,
} from './errors.ts';
export type { EventEmitterState, TradingOutbox } from './event-emitter.ts';
export type { OrderStoreState } from './orders/order-store.ts';
export type { TouchTableState } from './touch-table.ts';
export {
  tradingDefaults,
  type AccountConfig,
  type BookConfig,
  type FeeEstimate,
  type Settlement,
  type TradingConfig,
} from './trading-config.ts';
export type { TradingCounters } from './trading-counters.ts';
export type { TradingFoldState } from './trading-fold-state.ts';
export type { TradingMemory } from './trading-memory.ts';
export { TradingMachine } from './trading-machine.ts';
export type { TradingMachineState } from './trading-state.ts';
export type { AccountMoney, Assessment, KnownMarket, TradingView } from './trading-view.ts';
export {
  CARRY_PPM_MAX,
  DAYS_OF_YEAR_DEFAULT,
  type CarryRate,
  type CarryTerms,
} from './accounts/carry-terms.ts';
