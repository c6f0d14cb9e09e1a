export { makeAuth, type Auth, type AuthOptions } from './auth/auth.ts';
export {
  maySee,
  mayTrade,
  type Authenticate,
  type Caller,
  type EndedSession,
  type OnEnd,
} from './auth/caller.ts';
export { KeyRing, openKeyRing, type KeyPurpose, type PurposeKey } from './auth/keys/key-ring.ts';
export { SecretBox, type SecretPlace } from './auth/keys/secret-box.ts';
export {
  CertificateKeeper,
  readCertificate,
  type CertificateFiles,
  type KeeperParts,
} from './auth/http/certificate-keeper.ts';
export type { Asked, Places } from './auth/http/places.ts';
export type { AheadPlace, AuditAhead, SpareAudit } from './auth/http/audit-trail.ts';
export { NO_AUDIT, OWN_AUDIT, type RouteGuard, type RoutePolicy } from './auth/policy.ts';
export type { Bound } from './platform/bound.ts';
export type { FleetFace, StrategyLine, StrategyRow, StrategyState } from '@argosy/fleet';
export type { DataFace, MappedRows } from './platform/data-face.ts';
export type { HistoryFace } from './platform/history-face.ts';
export type { ReplayFace } from './platform/replay-face.ts';
export type { BacktestsFace, JobsFace } from './platform/jobs-face.ts';
export type {
  AccountRow,
  BookRow,
  EventListener,
  PipelineStage,
  Platform,
  SystemFace,
} from './platform/platform.ts';
export type { Projections, Records } from './platform/records.ts';
export { AccountFan, type AccountFanOptions } from './stream/account/account-fan.ts';
export { HeldMarks } from './stream/account/held-marks.ts';
export type { Channel, ChannelSource } from './stream/engine/channel-source.ts';
export type { Connection } from './stream/engine/connection.ts';
export { FanOut, type FanOutOptions } from './stream/engine/fan-out.ts';
export { LatestChannel, type ValueCodec } from './stream/engine/latest-channel.ts';
export { LogChannel } from './stream/engine/log-channel.ts';
export { streamLimits, type StreamLimits } from './stream/engine/stream-limits.ts';
export type { StreamSocket } from './stream/engine/stream-socket.ts';
export type { Form } from './stream/engine/watch-set.ts';
export { hostLiveTime } from './stream/host-live-time.ts';
export { BarFan, type BarFanOptions } from './stream/market/bar-fan.ts';
export { MarketFan, type MarketFanOptions } from './stream/market/market-fan.ts';
export { StatusFan, type StatusFanOptions } from './stream/market/status-fan.ts';
export { NodeFan, type NodeFanOptions } from './stream/node/node-fan.ts';
export type { OrderEntry, OrderSender } from './stream/orders/order-entry.ts';
export { streamPlugin, type StreamPluginOptions } from './stream/stream-plugin.ts';
export { STREAM_PATHS } from './stream/stream-server.ts';
export { Streams, type StreamsOptions } from './stream/streams.ts';
export {
  createGateway,
  type Gateway,
  type GatewayOptions,
  type GatewayPlugin,
} from './create-gateway.ts';
export type { TerminalFile } from './terminal/terminal-file.ts';
export type { Certificate, HttpBounds } from './http/http-server.ts';
