export { measureRun, type RunFigures } from './measure-run.ts';
export { shareColumns, toBarColumns, toBars, type BarColumns } from './bar-columns.ts';
export { vectorErrors, type VectorErrorCode } from './errors.ts';
export { SignalEngine, type SignalRun } from './signal-engine.ts';
export type { FillCause } from './signal-fills.ts';
export type { Distance, ExitRules, SignalRules } from './signal-rules.ts';
export type { SignalFill, TradeLog } from './trade-log.ts';
export { twinOf } from './twin.ts';
export {
  gridSearch,
  randomSearch,
  TRIALS_MAX,
  type Search,
  type SearchRange,
  type SearchSpace,
  type SearchValues,
  type WholeRange,
} from './search-space.ts';
export { SignalLines, type LineSource } from './signal-lines.ts';
export { bandSignals, breakoutSignals, crossSignals, type SignalBand } from './signals.ts';
export type { CrossLines } from './run-walk.ts';
export { crossStrategy, Sweep, type SignalStrategy, type SweepOptions } from './sweep.ts';
export { TrialTable } from './trial-table.ts';
export {
  bestTrialOf,
  judgeSweep,
  scoreOf,
  type Objective,
  type SweepVerdict,
} from './judge-sweep.ts';
export {
  forwardRanges,
  type ForwardReport,
  type ForwardStep,
  type ForwardWindows,
  type RowRange,
} from './forward-windows.ts';
export { walkedSignals, walkForward } from './walk-forward.ts';
export { ForwardSearch, type ForwardTerms } from './forward-search.ts';
export { judgeForward, type ForwardVerdict } from './judge-forward.ts';
export type { SharpeVerdict } from './judge-sharpe.ts';
export type { ValidationPath } from './validation-paths.ts';
export type { FailedTrial, FailedTrials } from './failed-trials.ts';
export type { SearchWork, WorkCells } from './search-work.ts';
export { jitterSearch, type JitterOptions } from './jitter.ts';
export {
  bootstrapRun,
  quantileOf,
  shuffleTrips,
  type DrawnPaths,
  type PathDraws,
} from './monte-carlo.ts';
export { roundTripsOf, type RoundTripGain } from './round-trips.ts';
export { TpeSearch, type TpeOptions, type TpeTrial } from './tpe-search.ts';
export {
  crossValidate,
  ValidationSearch,
  validationSplits,
  type ValidatedSplit,
  type ValidationReport,
  type ValidationSplit,
  type ValidationTerms,
} from './cross-validation.ts';
export {
  learnedTrialsOf,
  LearningSweep,
  learnSweep,
  type LearnedSweep,
  type LearnOptions,
} from './learn-sweep.ts';
