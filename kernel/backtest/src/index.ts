export { Backtest, runBacktest, type RunProgress, type RunState } from './backtest.ts';
export {
  cashAccount,
  type BacktestConfig,
  type StrategyConfig,
  type VenueModels,
} from './config.ts';
export { backtestErrors, type BacktestErrorCode } from './errors.ts';
export type {
  AccountSummary,
  BacktestResult,
  ReproducibilityCard,
  RunCounts,
} from './result.ts';
export type { EquitySample, FillRow, RoundTrip, RunSink } from './run-sink.ts';
export { ARGOSY_VERSION } from './summary.ts';
export {
  arraySource,
  generatorSource,
  onePassSource,
  type Source,
  type SourceContent,
  type SourceIdentity,
  type SourceReader,
} from './source.ts';
