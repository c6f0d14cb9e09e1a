export type { Append, AppendMode, AppendReport } from './append-rows.ts';
export { APPEND_ROWS_MAX } from './check-batch.ts';
export { ColumnBatch, ColumnBuilder, type ColumnValues } from './column-batch.ts';
export { columnsOf, typeOf, type Column, type ColumnStore, type CustomColumn } from './columns.ts';
export type { CompactOptions, CompactReport } from './compact-history.ts';
export { FolderStore } from './folder-store.ts';
export { historyErrors, type HistoryErrorCode } from './history-errors.ts';
export { HistoryStore, type HistoryOptions, type SeriesSummary } from './history-store.ts';
export type { DataFile, Manifest, Precision } from './manifest.ts';
export { marketBuilder, pushRow, rowMaker, toColumns } from './market-rows.ts';
export type { ObjectStore, StoredObject } from './object-store.ts';
export {
  ADJUSTED_PLACES_MAX,
  type AdjustOptions,
  type PriceAdjustment,
} from './price-adjustment.ts';
export type { HistorySourceOptions } from './source-series.ts';
export type { Resampled, ResampleOptions } from './resample.ts';
export type { RetainOptions, RetainReport } from './retain-history.ts';
export type { PrecisionOf, RollOptions, RollReport } from './roll-tape.ts';
export type { ScanRange } from './scan-series.ts';
export {
  formatSeries,
  historyKinds,
  parseSeries,
  toSeries,
  type CustomSeries,
  type HistoryKind,
  type Series,
} from './series.ts';
export type { HistoryGap, TapeProgress } from './tape-progress.ts';
export type { LiveTapeFolder } from './tape-tail.ts';
export type { HistoryCheck, HistoryProblem } from './verify-history.ts';
