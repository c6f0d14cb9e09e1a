import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';

import { formatDay } from 'argosy/core';

import { DAY_SQL, ORDER_SQL, parquetColumnsSql } from './column-sql.ts';
import type { Column } from './columns.ts';
import { sqlText, type Duck } from './duck.ts';
import { eachChunk } from './folder-store.ts';
import type { DataFile, Precision } from './manifest.ts';
import type { ObjectStore } from './object-store.ts';
import { folderOf, type Series } from './series.ts';

/** How many rows a file of several days has at most; a day is never cut in two by it. */
export const FILE_ROWS = 1_000_000;
/** How many rows a group of a Parquet file has: what is read of it at least. */
const GROUP_ROWS = 122_880;

/** Differences in few bits, which for prices and times is smaller and faster than any squeezing of whole numbers. */
export const PACKING = 'COMPRESSION snappy, PARQUET_VERSION V2';

/** What is written where. */
export type WriteJob = {
  readonly series: Series;
  /** Part of the names of the new files, so that no name is ever used twice. */
  readonly version: number;
  readonly columns: readonly Column[];
  readonly precision: Precision;
  /** SQL that yields the rows, in the columns of Parquet. */
  readonly relation: string;
  /** How many rows a file of several days has at most. */
  readonly fileRows?: number;
};

type DaySpan = {
  rows: number;
  readonly days: [number, number][];
  readonly firstAt: number;
  lastAt: number;
};

/**
 * Writes rows into Parquet files, cut between days. Each is written aside, summed, and put under a name
 * nobody knows yet: until a manifest names them they are of no effect.
 */
export async function writeFiles(
  { duck, store }: { readonly duck: Duck; readonly store: ObjectStore },
  job: WriteJob,
): Promise<readonly DataFile[]> {
  const { relation, fileRows = FILE_ROWS } = job;
  const at = (name: string): string => `CAST(${name}(available_ns) // 1000 AS DOUBLE)`;
  const counted = await duck.rows(
    `SELECT CAST(${DAY_SQL} AS DOUBLE) AS day, CAST(count(*) AS DOUBLE), ${at('min')}, ${at('max')} FROM (${relation}) GROUP BY day ORDER BY day`,
  );
  const days = counted.map((row) => row.map(Number));
  const files: DataFile[] = [];
  for (const span of spansOf(days, fileRows)) {
    const [first = 0] = span.days[0] ?? [];
    const [last = 0] = span.days.at(-1) ?? [];
    const name = `${formatDay(first)}${first === last ? '' : `_${formatDay(last)}`}.${job.version}.parquet`;
    const path = store.scratchPath();
    try {
      await duck.run(copySql(job, [first, last], path));
      const { size } = await stat(path);
      const sum = await sha256Of(path);
      await store.putFile(`${folderOf(job.series)}/${name}`, path);
      files.push({ ...span, name, bytes: size, sha256: sum });
    } catch (error) {
      // A disk that is full stays full of what is left in the making.
      await rm(path, { force: true });
      throw error;
    }
  }
  return files;
}

/** SHA-256 of a file in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const sum = createHash('sha256');
  await eachChunk(path, (bytes) => sum.update(bytes));
  return sum.digest('hex');
}

/** SQL that reads files of one series. */
export function readFilesSql(paths: readonly string[]): string {
  return `read_parquet([${paths.map(sqlText).join(', ')}])`;
}

/** What stands in the metadata of each file, so that it can be read by itself. */
export function metadataSql(series: Series, { price, size }: Precision): string {
  return `{price_precision: '${price}', size_precision: '${size}', series: ${sqlText(folderOf(series))}}`;
}

function copySql(job: WriteJob, [first, last]: readonly [number, number], path: string): string {
  const { columns, precision, relation, series } = job;
  const select = `SELECT ${parquetColumnsSql(columns)} FROM (${relation}) WHERE ${DAY_SQL} BETWEEN ${first} AND ${last} ORDER BY ${ORDER_SQL}`;
  return `COPY (${select}) TO ${sqlText(path)} (FORMAT parquet, ${PACKING}, ROW_GROUP_SIZE ${GROUP_ROWS}, KV_METADATA ${metadataSql(series, precision)})`;
}

/** Days together while they fit in a file; of each its day, rows, first and last instant. */
function spansOf(counted: readonly (readonly number[])[], fileRows: number): readonly DaySpan[] {
  const spans: DaySpan[] = [];
  for (const [day = 0, rows = 0, firstAt = 0, lastAt = 0] of counted) {
    const last = spans.at(-1);
    if (last === undefined || last.rows + rows > fileRows) {
      spans.push({ rows, days: [[day, rows]], firstAt, lastAt });
    } else {
      last.rows += rows;
      last.days.push([day, rows]);
      last.lastAt = lastAt;
    }
  }
  return spans;
}
