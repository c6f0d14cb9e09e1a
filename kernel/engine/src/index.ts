export { BarGrid, type BarSpan } from './bar-grid.ts';
export { BARS_PER_TRADE_MAX } from './counted-bar-builder.ts';
export { createStrategy, type CreatedStrategy, type StrategyClass } from './create-strategy.ts';
export type { EngineConfig } from './engine-config.ts';
export { EngineMachine } from './engine-machine.ts';
export type { EngineMemory } from './engine-memory.ts';
export type { EngineOutbox, Subscription } from './engine-parts.ts';
export { engineErrors, type EngineErrorCode } from './errors.ts';
export {
  DEFAULT_LATE_POLICY,
  REVISABLE_BARS_MAX,
  type BarCounts,
  type LatePolicy,
} from './late-data.ts';
export type { Log, LogFields, LogLevel, LogRecord } from './log.ts';
export {
  parameter,
  parseParameters,
  type BarsParameter,
  type ChoiceParameter,
  type DecimalParameter,
  type FlagParameter,
  type InstrumentParameter,
  type InstrumentsParameter,
  type IntegerParameter,
  type NumberParameter,
  type Parameter,
  type ParameterMistake,
  type ParameterSchema,
  type ParameterValues,
  type ParsedParameters,
} from './parameters.ts';
export { Portfolio } from './portfolio.ts';
export { SIGNALS_PER_TURN_MAX } from './signal-desk.ts';
export type { Gap, Missed, OwnEvent } from './gap.ts';
export type { SeatSetup } from './seat-setup.ts';
export { Strategy, type OrderEventOf, type Signal } from './strategy.ts';
export type {
  BracketOrders,
  BracketParticulars,
  OrderDesk,
  OrderFactory,
  OrderParticulars,
  TrailingParticulars,
} from './order-desk.ts';
export type {
  CacheView,
  Clock,
  DataDesk,
  Sizing,
  PortfolioView,
  StrategyContext,
} from './strategy-context.ts';
export type { FaultPolicy, StrategyFault } from './strategy-fault.ts';
export { StrategySeat, type SeatState } from './strategy-seat.ts';
export { TIMERS_PER_STRATEGY_MAX, type TimeEvent } from './timer-queue.ts';
export { readWritten } from './written-parameters.ts';
