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
export {
  Bridge,
  FEEDS_MAX,
  QUEUE_CAPACITY,
  type BridgeFigures,
  type BridgeOptions,
  type BridgeTaker,
} from './bridge.ts';
export { bridgeErrors, type BridgeErrorCode } from './errors.ts';
export type { BridgeFeed, FeedOptions } from './feed/bridge-feed.ts';
export { isStale, type Heard, type MarketHours } from './feed/freshness.ts';
export { SEEN_NUMBERS_MAX, type Numbering } from './feed/sequence-guard.ts';
export {
  KEPT_MAX,
  MarketQueue,
  type MarketQueueOptions,
  type PriorityReason,
} from './queue/market-queue.ts';
export type { QueueState } from './queue/pressure.ts';
export { LiveShard, type CommandHearer } from './live/live-shard.ts';
export type { LiveAccount, LiveListener, LiveShardOptions } from './live/live-parts.ts';
export { LiveClock, type LiveTime } from './live/live-clock.ts';
export { SAFE_WAITERS_MAX } from './live/safe-queue.ts';
export { REPORTS_MAX } from './report-lane.ts';
export type { StageFigures } from './stage-figures.ts';
export type { LiveBar } from './bars/bar-sum.ts';
export {
  LiveBars,
  type LatestBars,
  type LiveBarsOptions,
  type PastBars,
} from './bars/live-bars.ts';
export {
  SEEN_MINUTES_MAX,
  SeenMinutes,
  type HeardMinute,
  type InstrumentMinute,
} from './bars/seen-minutes.ts';
export {
  CACHE_INSTRUMENTS_MAX,
  MarketCache,
  type Cached,
  type MarketCacheOptions,
} from './cache/market-cache.ts';
export {
  cacheBounds,
  type CachedQuote,
  type CachedTick,
  type LatestOf,
} from './cache/market-shelf.ts';
export {
  REPLAY_BATCH_MAX,
  REPLAY_SPEED_MAX,
  REPLAY_SPEED_MIN,
  ReplayFeed,
  type ReplayOptions,
  type ReplayProgress,
  type ReplayRows,
  type ReplaySource,
  type ReplayState,
} from './replay/replay-feed.ts';
export { recoverAccount, type RecoveredTrading } from './broker/recover-account.ts';
export { answerWithin, type Timer } from './broker/within-call.ts';
export { PacedLanes, type Lane } from './pacing/paced-lanes.ts';
export { RollingLimit } from './pacing/rolling-limit.ts';
