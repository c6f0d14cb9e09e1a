export {
  maySee,
  mayTrade,
  type Authenticate,
  type Caller,
  type EndedSession,
  type OnEnd,
} from './auth/caller.ts';
export type { RouteGuard, RoutePolicy } from './auth/policy.ts';
export type { Bound } from './platform/bound.ts';
export type { FleetFace, StrategyLine, StrategyRow, StrategyState } from './platform/fleet-face.ts';
export type { HistoryFace } from './platform/history-face.ts';
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
