export { AGENDA_MAX } from './agenda.ts';
export { Backtest, runBacktest, type RunProgress } from './backtest.ts';
export { OPENINGS_MAX } from './bar-openings.ts';
export type { BrokerLine, LineEnds } from './broker-line.ts';
export { ARGOSY_VERSION, type PlainValue, type ReproducibilityCard } from './card.ts';
export { checkConfig } from './checks/check-config.ts';
export { MISTAKES_MAX, placedMistakesOf, type PlacedMistake } from './checks/mistakes.ts';
export { DELAY_MAX } from './checks/venue.ts';
export { unknownKeyText } from './closest.ts';
export {
  cashAccount,
  marginAccount,
  defaultModels,
  type BacktestConfig,
  type StrategyConfig,
  type VenueModels,
} from './config.ts';
export { DAILY_SAMPLES_MAX } from './equity-sampler.ts';
export { backtestErrors, type BacktestErrorCode, type RunError } from './errors.ts';
export type {
  ByName,
  GivenLimits,
  LossLimit,
  OrderValueLimit,
  QuantityLimit,
  ValueLimit,
} from './given-limits.ts';
export type { CommandOutcome, HandCommand, HandPlace, TimedCommand } from './hand-command.ts';
export { HISTORY_BARS_MAX } from './history.ts';
export type { AccountSummary, BacktestResult, DenialCount, RunCounts, RunState } from './result.ts';
export { runTermsOf, type RunTerms } from './run-terms.ts';
export { ROUND_TRIPS_MAX } from './run-record.ts';
export type { EquitySample, FillRow, RoundTrip, RunSink } from './run-sink.ts';
export { INPUTS_PER_INSTANT_MAX } from './simulation.ts';
export { checkMaking } from './seats.ts';
export {
  arraySource,
  generatorSource,
  onePassSource,
  type Source,
  type SourceContent,
  type SourceIdentity,
  type SourceReader,
} from './source.ts';
export { TRACE_EVENTS_MAX } from './prove/event-trace.ts';
export { withFrozenData } from './prove/frozen-data.ts';
export {
  proveBacktest,
  type Proof,
  type ProofFinding,
  type ProofOptions,
  type ProofRule,
} from './prove/prove.ts';
export { Fields, failReading, readAt, type Reading } from './reading/fields.ts';
export { readActionTable } from './reading/read-actions.ts';
export { readAll, type ReadAll } from './reading/read-all.ts';
export { readClock } from './reading/read-carry.ts';
export { readFees } from './reading/read-fees.ts';
export { readLimits } from './reading/read-limits.ts';
export { readMoney } from './reading/read-account.ts';
export type { Limited } from './reading/limit-values.ts';
export { readListed, type Listed } from './reading/read-listed.ts';
export type { RunUnits } from './reading/run-units.ts';
export {
  readRunFile,
  type RunFile,
  type HistoryFolder,
  type TextFile,
  type StrategyFile,
} from './reading/read-run-file.ts';
export { TradingReplay } from './trading-replay.ts';
export { writeScenario } from './scenario/write-scenario.ts';
export { runScenario, type ScenarioVerdict } from './scenario/run-scenario.ts';
export type { ScenarioFailure } from './scenario/read-scenario.ts';
export { columnSource, type PriceColumns } from './columns/column-source.ts';
export { runToColumns, type RunColumns } from './columns/run-to-columns.ts';
export { calendarsOf } from './setup.ts';
