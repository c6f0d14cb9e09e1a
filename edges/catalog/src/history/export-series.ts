import { rename, rm } from 'node:fs/promises';

import { brand, formatScaled, formatTimestamp, type Timestamp } from 'argosy/core';

import { csvLine } from '../csv/csv-line.ts';
import { TextFile } from '../csv/text-file.ts';
import type { ColumnBatch } from './column-batch.ts';
import { checkedPaths } from './checked-paths.ts';
import { ORDER_SQL, parquetColumnsSql, toParquetSql } from './column-sql.ts';
import { columnsOf, type Column } from './columns.ts';
import { sqlText, type Duck } from './duck.ts';
import type { Manifest, Precision } from './manifest.ts';
import { metadataSql, PACKING, readFilesSql } from './parquet-files.ts';
import type { PriceAdjustment } from './price-adjustment.ts';
import { filesWithin, whereSql, type ScanRange } from './scan-series.ts';
import type { HistoryKind, Series } from './series.ts';
import type { Workshop } from './workshop.ts';

/** What is exported where. */
export type ExportJob = {
  readonly manifest: Manifest;
  /** The file that is made; it is there whole or not at all. */
  readonly path: string;
  readonly range: Omit<ScanRange, 'columns'>;
};

/**
 * Writes batches of a series as CSV, in the columns that CSV sources read, with decimals and times to the
 * nanosecond. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function exportCsv(
  { manifest, path }: Pick<ExportJob, 'manifest' | 'path'>,
  batches: AsyncIterable<ColumnBatch>,
): Promise<number> {
  const { series, precision, custom } = manifest;
  const cells = cellsOf(series, precision, columnsOf(series.kind, custom));
  const partial = `${path}.partial`;
  const file = new TextFile(partial);
  let rows = 0;
  try {
    file.write(csvLine(cells.map(({ name }) => name)));
    for await (const batch of batches) {
      const readers = cells.map(({ read }) => read(batch));
      for (let at = 0; at < batch.rows; at += 1) file.write(csvLine(readers.map((one) => one(at))));
      rows += batch.rows;
    }
    file.close();
    await rename(partial, path);
  } catch (error) {
    file.close();
    await rm(partial, { force: true });
    throw error;
  }
  return rows;
}

/** Writes what Parquet has of a series into one Parquet file of the same columns. */
export async function exportParquet(
  shop: Workshop,
  { manifest, path, range }: ExportJob,
): Promise<number> {
  const { series, precision, custom } = manifest;
  const files = filesWithin(manifest.files, range);
  const paths = await checkedPaths(shop, series, files);
  const columns = columnsOf(series.kind, custom);
  if (paths.length === 0) return 0;
  const from = `FROM ${readFilesSql(paths)}${whereSql(range)}`;
  const select = `SELECT ${parquetColumnsSql(columns)} ${from} ORDER BY ${ORDER_SQL}`;
  await writeParquet(shop.duck, { select, path, metadata: metadataSql(series, precision) });
  const [[rows] = []] = await shop.duck.rows(`SELECT CAST(count(*) AS DOUBLE) ${from}`);
  return Number(rows);
}

/** The same with prices adjusted; DuckDB gathers them, beyond its memory on the disk. */
export async function exportAdjusted(
  { duck }: Pick<Workshop, 'duck'>,
  { manifest, path, adjustment }: Omit<ExportJob, 'range'> & AdjustedBy,
  batches: AsyncIterable<ColumnBatch>,
): Promise<number> {
  const precision = { ...manifest.precision, price: adjustment.pricePrecision };
  const adjusted = restated(batches, adjustment);
  if (!path.endsWith('.parquet')) {
    return exportCsv({ manifest: { ...manifest, precision }, path }, adjusted);
  }
  const { series, custom } = manifest;
  const columns = columnsOf(series.kind, custom);
  // Tables for a while are of a connection: who reads meanwhile has tables of their own.
  const own = await duck.another();
  try {
    let rows = 0;
    for await (const batch of adjusted) {
      await own.stage('adjusted_batch', batch);
      const into = rows === 0 ? 'CREATE TEMP TABLE adjusted AS' : 'INSERT INTO adjusted';
      await own.run(`${into} SELECT ${toParquetSql(columns)} FROM adjusted_batch`);
      rows += batch.rows;
    }
    if (rows === 0) return 0;
    const select = `SELECT ${parquetColumnsSql(columns)} FROM adjusted ORDER BY ${ORDER_SQL}`;
    await writeParquet(own, { select, path, metadata: metadataSql(series, precision) });
    return rows;
  } finally {
    own.disconnect();
  }
}

type AdjustedBy = { readonly adjustment: PriceAdjustment };

async function* restated(
  batches: AsyncIterable<ColumnBatch>,
  adjustment: PriceAdjustment,
): AsyncGenerator<ColumnBatch> {
  for await (const batch of batches) yield adjustment.restate(batch);
}

type ParquetJob = { readonly select: string; readonly path: string; readonly metadata: string };

async function writeParquet(duck: Duck, { select, path, metadata }: ParquetJob): Promise<void> {
  const partial = `${path}.partial`;
  try {
    const options = `FORMAT parquet, ${PACKING}, KV_METADATA ${metadata}`;
    await duck.run(`COPY (${select}) TO ${sqlText(partial)} (${options})`);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

type Cell = {
  readonly name: string;
  readonly read: (batch: ColumnBatch) => (at: number) => string;
};

/** The instrument, the times under the names that sources know, and every other column. */
function cellsOf(
  series: Series,
  precision: Precision,
  columns: readonly Column[],
): readonly Cell[] {
  const own = columns.filter(({ name }) => name !== 'event_us' && name !== 'nanos');
  const event: Cell = {
    name: 'time',
    read: (batch) => {
      const [at, nanos] = [batch.numbers('event_us'), batch.numbers('nanos')];
      return (row) => formatTimestamp(brand<Timestamp>(at[row] ?? 0), nanos[row] ?? 0);
    },
  };
  const instrument = { name: 'instrument', read: () => () => plainText(series.instrument) };
  return [instrument, event, ...own.map((one) => cellOf(one, series.kind, precision))];
}

const namesInCsv: Readonly<Record<string, string>> = {
  opens_us: 'open_time',
  closes_us: 'close_time',
  available_us: 'available_time',
};

const kindNames: Readonly<Record<string, string>> = {
  'mark price': 'mark_price',
  'index price': 'index_price',
  'funding rate_ppb': 'funding_rate',
  'funding price': 'mark_price',
  'queue order_id': 'order',
};
/** Decimal places of billionths. */
const PPB_SCALE = 9;

/** What a column of a batch is called in CSV. */
export function nameInCsv(kind: HistoryKind, name: string): string {
  return kindNames[`${kind} ${name}`] ?? namesInCsv[name] ?? name;
}

/** With how many decimal places the whole numbers of a column are; null of what is no price and no size. */
export function placesOf(
  name: string,
  kind: HistoryKind,
  { price, size }: Precision,
): number | null {
  if (kind === 'custom') return null;
  if (prices.has(name)) return price;
  return sizes.has(name) ? size : null;
}

function cellOf(column: Column, kind: HistoryKind, precision: Precision): Cell {
  const { name, store } = column;
  const shown = nameInCsv(kind, name);
  if (store === 'text' || store === 'list') {
    return {
      name: shown,
      read: (batch) => {
        const texts = batch.texts(name);
        return (at) => plainText(texts[at] ?? '');
      },
    };
  }
  const format = formatOf(column, kind, precision);
  return {
    name: shown,
    read: (batch) => {
      const numbers = batch.numbers(name);
      return (at) => {
        const value = numbers[at] ?? NaN;
        return Number.isNaN(value) ? '' : format(value);
      };
    },
  };
}

const prices: ReadonlySet<string> = new Set([
  'bid',
  'ask',
  'price',
  'open',
  'high',
  'low',
  'close',
]);
const sizes: ReadonlySet<string> = new Set(['bid_qty', 'ask_qty', 'qty', 'volume']);

function formatOf(
  { name, store }: Column,
  kind: HistoryKind,
  precision: Precision,
): (value: number) => string {
  if (store === 'time') return (value) => formatTimestamp(brand<Timestamp>(value));
  if (name === 'rate_ppb' && kind !== 'custom') return (value) => formatScaled(value, PPB_SCALE);
  const places = placesOf(name, kind, precision);
  return places === null ? String : (value) => formatScaled(value, places);
}

/** What begins as a formula does is none: a spreadsheet shows the text behind an apostrophe. */
function plainText(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}
