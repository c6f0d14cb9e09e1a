export { AttributeBook, type AttributeChange } from './attribute-book.ts';
export type { AttributeName, InstrumentAttributes } from './attribute-values.ts';
export type { ChainStep, ContractKey } from './contract-groups.ts';
export type { SymbolAlias } from './columns.ts';
export type { FaultyRow, IntakeReport } from './file-intake.ts';
export {
  fetchOverHttp,
  type FetchAnswer,
  type FetchPort,
  type FetchRequest,
} from './fetch-port.ts';
export { isSourceName, type SourceName } from './formats.ts';
export { parseInstrumentId, type ContractName, type IdParts } from './instrument-id.ts';
export type { InstrumentMaster } from './instrument-master.ts';
export type { InstrumentFacts, InstrumentKind, InstrumentRow } from './instrument-row.ts';
export type { InstrumentFile, LoadedFiles, LoadProgress } from './load-files.ts';
export type { Disagreement } from './master-builder.ts';
export {
  diffMasters,
  type ChangedTerm,
  type InstrumentChange,
  type MasterDiff,
} from './master-diff.ts';
export type { Suspicion } from './master-guard.ts';
export { keepAttributes, loadAttributes } from './keep-attributes.ts';
export {
  RefreshJob,
  type RefreshOptions,
  type RefreshSource,
  type RefreshState,
} from './refresh-job.ts';
export { loadRefreshResult, type RefreshResult } from './refresh-result.ts';
export { SnapshotStore } from './snapshot-store.ts';
export { takeDay, type TakenDay, type TakeOptions } from './take-day.ts';
