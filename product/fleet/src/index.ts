export { checkCode, type CodeReport } from './check/check-code.ts';
export { checkStrategy, type CheckOptions } from './check/check-strategy.ts';
export {
  checkCodes,
  checkStages,
  type CheckCode,
  type CheckEntry,
  type CheckSeverity,
  type CheckStage,
} from './check/codes.ts';
export { formatReport } from './check/format-report.ts';
export {
  FINDINGS_PER_STAGE_MAX,
  type CheckedStrategy,
  type CheckReport,
  type Finding,
  type Place,
  type SkippedStage,
  type Subscription,
  type TrialFigures,
} from './check/report.ts';
export { Fleet } from './fleet/fleet.ts';
export type { FleetOptions, FleetShard, FleetStrategy, HostNotes } from './fleet/fleet-options.ts';
export type { FleetFace, StrategyLine, StrategyRow, StrategyState } from './fleet/fleet-face.ts';
export type { FleetRecords, Wish } from './fleet/fleet-records.ts';
export type { Past } from './fleet/state-book.ts';
export type { KeptState, StateRecords } from './fleet/state-records.ts';
export { fleetRefusals, type FleetRefusalCode } from './fleet/errors.ts';
export { LINES_MAX } from './fleet/strategy-lines.ts';
export type { HostBounds, HostLeaving } from './host/host-life.ts';
export type { CallbackFigures, HostedStrategy, HostPlan } from './host/messages.ts';
export {
  loadSeat,
  seatStrategies,
  type LoadedSeat,
  type LoadOptions,
  type SeatedEngine,
  type SeatFailure,
  type SeatOptions,
} from './host/seat-strategies.ts';
export {
  StrategyHost,
  type HostListener,
  type HostStatus,
  type StrategyHostOptions,
} from './host/strategy-host.ts';
export { filesOfModule } from './code/module-files.ts';
export { isStrategyClass, loadModule, loadStrategy } from './trial/load-strategy.ts';
export { withoutSurroundings } from './trial/without-surroundings.ts';
export { formatTorture } from './torture/format-torture.ts';
export { scenarioNames } from './torture/scenario-names.ts';
export {
  tortureCodes,
  type ScenarioOutcome,
  type TortureCode,
  type TortureFinding,
  type TortureReport,
} from './torture/torture-report.ts';
export { tortureStrategy, type TortureOptions } from './torture/torture-strategy.ts';
