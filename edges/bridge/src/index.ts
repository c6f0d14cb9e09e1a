export type { AccountsPart } from './broker/accounts-part.ts';
export type { BrokerAdapter, BrokerListener } from './broker/broker-adapter.ts';
export type { Answered, Call, Page } from './broker/call.ts';
export {
  unlimited,
  type BrokerCapabilities,
  type ExecutionAbility,
  type HistoryAbility,
  type MarginAbility,
  type MarketDataAbility,
  type RateLimits,
} from './broker/capabilities.ts';
export {
  RENEW_AHEAD_MINUTES,
  type Connection,
  type ConnectionState,
  type SessionPart,
} from './broker/connection.ts';
export type { ExecutionPart, RecoveredAccount } from './broker/execution-part.ts';
export type { HistoryPart, HistoryRange } from './broker/history-part.ts';
export type { InstrumentListing, InstrumentsPart } from './broker/instruments-part.ts';
export type { MarginEstimate, MarginLeg, MarginPart } from './broker/margin-part.ts';
export type {
  FeedKind,
  MarketDataPart,
  RefusedSubscription,
  Subscription,
} from './broker/market-data-part.ts';
export {
  brokerRefusal,
  brokerRefusals,
  isRetryable,
  type BrokerRefusalCode,
} from './broker/refusals.ts';
