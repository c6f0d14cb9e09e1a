export type { PriceRounding } from './csv/csv-fields.ts';
export type {
  BarLayout,
  BarTime,
  CsvLayout,
  DayFormat,
  InstrumentColumn,
  QuoteLayout,
  TimeUnit,
  TradeLayout,
} from './csv/csv-layout.ts';
export { csvLine } from './csv/csv-line.ts';
export { LINE_BYTES_MAX } from './csv/csv-lines.ts';
export { BATCH_ROWS, csvSource, type CsvSourceOptions } from './csv/csv-source.ts';
export { csvTable, TABLE_ROWS_MAX, type CsvTable } from './csv/csv-table.ts';
export {
  driveBacktest,
  SLICE_INPUTS_DEFAULT,
  type DriveOptions,
  type SlicedRun,
} from './results/drive-backtest.ts';
export { catalogErrors, type CatalogErrorCode, type FileFault } from './errors.ts';
export { makePartial, removeLeftovers } from './results/partial-folder.ts';
export {
  EQUITY_SAMPLES_MAX,
  equityColumns,
  fillColumns,
  openRunFiles,
  tradeColumns,
  type RunFiles,
  type RunFilesOptions,
} from './results/run-files.ts';
export { runTables, saveRunParquet } from './results/run-parquet.ts';
export { logCells } from './results/run-log.ts';
export {
  runToFiles,
  type DrivenRun,
  type RunKeeper,
  type RunReporter,
  type RunToFilesOptions,
} from './results/run-to-files.ts';
