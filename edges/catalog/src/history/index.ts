export type { Append, AppendMode, AppendReport } from './append-rows.ts';
export { APPEND_ROWS_MAX } from './check-batch.ts';
export { ColumnBatch, ColumnBuilder, type ColumnValues } from './column-batch.ts';
export { columnsOf, typeOf, type Column, type ColumnStore, type CustomColumn } from './columns.ts';
export { FolderStore } from './folder-store.ts';
export { historyErrors, type HistoryErrorCode } from './history-errors.ts';
export { HistoryStore, type HistoryOptions, type SeriesSummary } from './history-store.ts';
export type { DataFile, Manifest, Precision } from './manifest.ts';
export { marketBuilder, pushRow, rowMaker, toColumns } from './market-rows.ts';
export type { ObjectStore, StoredObject } from './object-store.ts';
export type { HistorySourceOptions } from './source-series.ts';
export type { ScanRange } from './scan-series.ts';
export {
  formatSeries,
  toSeries,
  type CustomSeries,
  type HistoryKind,
  type Series,
} from './series.ts';
