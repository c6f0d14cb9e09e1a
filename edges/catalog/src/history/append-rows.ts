import { checkedPaths } from './checked-paths.ts';
import { checkBatch } from './check-batch.ts';
import type { ColumnBatch } from './column-batch.ts';
import { DAY_SQL, parquetColumnsSql, parquetName, toParquetSql } from './column-sql.ts';
import { columnsOf, keyOf, type Column, type CustomColumn } from './columns.ts';
import type { Duck } from './duck.ts';
import { historyError } from './history-errors.ts';
import { byTime, type DataFile, type Manifest, type Precision } from './manifest.ts';
import type { Workshop } from './workshop.ts';
import { readFilesSql, writeFiles } from './parquet-files.ts';
import { formatSeries, type Series } from './series.ts';

/**
 * What becomes of rows that are there already, of the days that come: `replace` puts the days that
 * come in the place of what is there of them; `merge` keeps what is there, but for rows that come again (a
 * bar of the same opening and revision, a trade of the same time and id, anything else of the same time
 * and sequence); `add` keeps all, which is for what is known to be new.
 */
export type AppendMode = 'replace' | 'merge' | 'add';

/** Rows for a series. */
export type Append = {
  readonly series: Series;
  readonly batch: ColumnBatch;
  readonly precision: Precision;
  readonly mode: AppendMode;
  /** The columns of custom data, needed where the series is begun. */
  readonly custom?: readonly CustomColumn[];
  /** Up to which number the rows of a tape are in the series with these. */
  readonly rolled?: { readonly tape: string; readonly upTo: number };
};

/** What an append did. */
export type AppendReport = {
  readonly rows: number;
  /** How many rows of before are gone: replaced, or come again. */
  readonly replaced: number;
  readonly files: readonly string[];
};

/** Adds rows to a series by its mode; afterwards all of them are there, or after an error none. */
export async function appendRows(shop: Workshop, append: Append): Promise<AppendReport> {
  const { series, batch, mode } = append;
  const before = (await shop.manifests.load(series)) ?? begun(append);
  requireAlike(before, append);
  const columns = columnsOf(series.kind, before.custom);
  checkBatch(formatSeries(series), columns, batch);
  if (batch.rows === 0) return rolledOnly(shop, before, append);
  await shop.duck.stage('staged', batch);
  if (mode !== 'add') await castGiven(shop.duck, columns);
  const touched = mode === 'add' ? [] : await touchedFiles(shop.duck, before.files);
  const paths = await checkedPaths(shop, series, touched);
  const relation = relationOf(append, columns, paths);
  const version = before.version + 1;
  const { precision } = before;
  const written = await writeFiles(shop, { series, version, columns, precision, relation });
  const kept = before.files.filter((file) => !touched.includes(file));
  const files = byTime([...kept, ...written]);
  await shop.manifests.save({ ...before, version, rolled: rolledOf(before, append), files });
  await shop.duck.run('DROP TABLE staged');
  const rowsOf = (some: readonly DataFile[]): number =>
    some.reduce((sum, one) => sum + one.rows, 0);
  const replaced = rowsOf(touched) + batch.rows - rowsOf(written);
  return { rows: batch.rows, replaced, files: written.map(({ name }) => name) };
}

function begun({ series, precision, custom }: Append): Manifest {
  return { series, version: 0, precision, custom: custom ?? null, rolled: {}, files: [] };
}

/** A series keeps the precision and the columns it was begun with. */
function requireAlike(before: Manifest, { series, precision, custom }: Append): void {
  const { price, size } = before.precision;
  if (price !== precision.price || size !== precision.size) {
    const detail = `${formatSeries(series)}: prices with ${precision.price} and quantities with ${precision.size} decimal places, expected ${price} and ${size}`;
    throw historyError('HISTORY_PRECISION', detail);
  }
  if (custom === undefined || JSON.stringify(custom) === JSON.stringify(before.custom)) return;
  const found = custom.map(({ name, store }) => `${name} ${store}`).join(', ');
  throw historyError(
    'HISTORY_BAD_SERIES',
    `${formatSeries(series)} has other columns than ${found}`,
  );
}

/** A tape that was read and had nothing for a series: that is noted too. */
async function rolledOnly(shop: Workshop, before: Manifest, append: Append): Promise<AppendReport> {
  if (append.rolled !== undefined && before.files.length > 0) {
    await shop.manifests.save({ ...before, rolled: rolledOf(before, append) });
  }
  return { rows: 0, replaced: 0, files: [] };
}

function rolledOf(before: Manifest, { rolled }: Append): Manifest['rolled'] {
  return rolled === undefined ? before.rolled : { ...before.rolled, [rolled.tape]: rolled.upTo };
}

/** In the types of Parquet, where it is looked into again and again. */
async function castGiven(duck: Duck, columns: readonly Column[]): Promise<void> {
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE given AS SELECT ${toParquetSql(columns)} FROM staged`,
  );
}

/** The files that have a day which comes. */
async function touchedFiles(duck: Duck, files: readonly DataFile[]): Promise<readonly DataFile[]> {
  const rows = await duck.rows(`SELECT DISTINCT CAST(${DAY_SQL} AS INTEGER) FROM given`);
  const days = new Set(rows.map(([day]) => Number(day)));
  return files.filter((file) => file.days.some(([day]) => days.has(day)));
}

function relationOf(
  { series, mode }: Append,
  columns: readonly Column[],
  touched: readonly string[],
): string {
  if (mode === 'add') return `SELECT ${toParquetSql(columns)} FROM staged`;
  const names = parquetColumnsSql(columns);
  const given = `SELECT ${names} FROM given`;
  if (touched.length === 0) return given;
  const files = readFilesSql(touched);
  if (mode === 'replace') {
    return `${given} UNION ALL SELECT ${names} FROM ${files} WHERE ${DAY_SQL} NOT IN (SELECT DISTINCT ${DAY_SQL} FROM given)`;
  }
  const keys = columns.filter(({ name }) => name !== 'nanos' && keyOf(series.kind).includes(name));
  const same = keys.map(parquetName).map((name) => `old.${name} = given.${name}`);
  return `${given} UNION ALL SELECT ${names} FROM ${files} AS old WHERE NOT EXISTS (SELECT 1 FROM given WHERE ${same.join(' AND ')})`;
}
