export type { PriceRounding } from './csv-fields.ts';
export type {
  BarLayout,
  BarTime,
  CsvLayout,
  DayFormat,
  InstrumentColumn,
  QuoteLayout,
  TimeUnit,
  TradeLayout,
} from './csv-layout.ts';
export { LINE_BYTES_MAX } from './csv-lines.ts';
export { BATCH_ROWS, csvSource, type CsvSourceOptions } from './csv-source.ts';
export { csvTable, TABLE_ROWS_MAX, type CsvTable } from './csv-table.ts';
export {
  driveBacktest,
  SLICE_INPUTS_DEFAULT,
  type DriveOptions,
  type SlicedRun,
} from './drive-backtest.ts';
export { catalogErrors, type CatalogErrorCode, type FileFault } from './errors.ts';
export { makePartial, removeLeftovers } from './partial-folder.ts';
export {
  EQUITY_SAMPLES_MAX,
  equityColumns,
  fillColumns,
  openRunFiles,
  type RunFiles,
  type RunFilesOptions,
} from './run-files.ts';
export { logCells } from './run-log.ts';
export {
  runToFiles,
  type DrivenRun,
  type RunKeeper,
  type RunToFilesOptions,
} from './run-to-files.ts';
