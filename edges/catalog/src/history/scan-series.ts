import type { Timestamp } from 'argosy/core';

import { pathsOf, type Workshop } from './workshop.ts';
import { ColumnBatch, type ColumnValues } from './column-batch.ts';
import { fromParquetSql, ORDER_SQL } from './column-sql.ts';
import { columnsOf, typeOf, type Column } from './columns.ts';
import type { DuckChunk } from './duck.ts';
import { historyError } from './history-errors.ts';
import type { DataFile, Manifest } from './manifest.ts';
import { readFilesSql } from './parquet-files.ts';
import { formatSeries } from './series.ts';

/** Which rows, by when they could be known, and which of their columns; all unless said. */
export type ScanRange = {
  readonly from?: Timestamp;
  /** Rows from this instant on are left out. */
  readonly until?: Timestamp;
  readonly columns?: readonly string[];
};

/** How many rows one scan brings into memory. */
const SCAN_ROWS_MAX = 50_000_000;

/** Reads what Parquet has of a series as typed columns, in order of time. */
export async function scanFiles(
  shop: Workshop,
  manifest: Manifest,
  range: ScanRange = {},
): Promise<ColumnBatch> {
  const columns = pickedColumns(manifest, range.columns);
  const files = filesWithin(manifest.files, range);
  const atMost = files.reduce((sum, { rows }) => sum + rows, 0);
  if (atMost > SCAN_ROWS_MAX) {
    const detail = `a scan of up to ${atMost} rows of ${formatSeries(manifest.series)}, expected at most ${SCAN_ROWS_MAX}; stream it`;
    throw historyError('HISTORY_BAD_OPTION', detail);
  }
  const paths = await pathsOf(shop.store, manifest.series, files);
  const into = new ScanColumns(columns, atMost);
  if (paths.length > 0) {
    const order = isOrdered(files) ? '' : ` ORDER BY ${ORDER_SQL}`;
    const sql = `SELECT ${fromParquetSql(columns)} FROM ${readFilesSql(paths)}${whereSql(range)}${order}`;
    for await (const chunk of shop.duck.query(sql)) into.take(chunk);
  }
  return into.finish();
}

/** The files that may have rows of a range. */
export function filesWithin(
  files: readonly DataFile[],
  { from, until }: ScanRange,
): readonly DataFile[] {
  return files.filter(({ firstAt, lastAt }) => {
    return (until === undefined || firstAt < until) && (from === undefined || lastAt >= from);
  });
}

/** Whether files, read one after another, are in order of time. */
export function isOrdered(files: readonly DataFile[]): boolean {
  return files.every(({ firstAt }, at) => at === 0 || (files[at - 1]?.lastAt ?? 0) < firstAt);
}

/** The condition of a range; empty where there is none. */
export function whereSql({ from, until }: ScanRange): string {
  const parts = [
    ...(from === undefined ? [] : [`available_ns >= ${from}000`]),
    ...(until === undefined ? [] : [`available_ns < ${until}000`]),
  ];
  return parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
}

/** The columns of a series that are asked for, in their order. */
function pickedColumns(
  { series, custom }: Manifest,
  names: readonly string[] | undefined,
): readonly Column[] {
  const all = columnsOf(series.kind, custom);
  if (names === undefined) return all;
  return names.map((name) => {
    const column = all.find((one) => one.name === name);
    if (column !== undefined) return column;
    const known = all.map((one) => one.name).join(', ');
    throw historyError('HISTORY_BAD_OPTION', `column ${name}, expected one of ${known}`);
  });
}

/** Columns that are filled chunk after chunk. */
export class ScanColumns {
  readonly #names: readonly string[];
  readonly #numbers: (Float64Array | null)[];
  readonly #texts: (string | null)[][];
  #rows = 0;

  constructor(columns: readonly Column[], rowsMax: number) {
    this.#names = columns.map(({ name }) => name);
    this.#numbers = columns.map((one) => {
      return typeOf(one) === 'number' ? new Float64Array(rowsMax) : null;
    });
    this.#texts = columns.map(() => []);
  }

  /** How many rows it has. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes a chunk, whose columns stand in the same order. */
  take(chunk: DuckChunk): void {
    const rows = chunk.rowCount;
    for (const [at, numbers] of this.#numbers.entries()) {
      const vector = chunk.getColumnVector(at);
      const texts = this.#texts[at];
      for (let row = 0; row < rows; row += 1) {
        const value = vector.getItem(row);
        if (numbers !== null) numbers[this.#rows + row] = typeof value === 'number' ? value : NaN;
        else texts?.push(typeof value === 'string' ? value : null);
      }
    }
    this.#rows += rows;
  }

  /** What was taken. */
  finish(): ColumnBatch {
    const columns = this.#names.map((name, at): [string, ColumnValues] => {
      return [name, this.#numbers[at]?.subarray(0, this.#rows) ?? this.#texts[at] ?? []];
    });
    return new ColumnBatch(new Map(columns));
  }
}
