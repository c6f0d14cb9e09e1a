import type { Workshop } from './workshop.ts';
import { checkedPaths } from './checked-paths.ts';
import { parquetColumnsSql } from './column-sql.ts';
import { columnsOf } from './columns.ts';
import { historyError } from './history-errors.ts';
import { byTime, type DataFile, type Manifest } from './manifest.ts';
import { FILE_ROWS, readFilesSql, writeFiles } from './parquet-files.ts';
import { folderOf, formatSeries } from './series.ts';

/** How a history is compacted. */
export type CompactOptions = {
  /** The time in microseconds. */
  readonly now: number;
  /** How long a file that is no longer named stays for those who still read it; a day unless told. */
  readonly graceMicros?: number;
  /** How many rows a file of several days has at most. */
  readonly fileRows?: number;
  readonly signal?: AbortSignal;
};

/** What was done. */
export type CompactReport = {
  /** How many files were put together, and what became of them. */
  readonly merged: number;
  readonly written: number;
  /** How many files that no manifest names are gone. */
  readonly removed: number;
};

const DAY_MICROS = 86_400_000_000;
/** How many rows are put together at once. */
const MERGE_ROWS_MAX = 50_000_000;

/**
 * Puts small files together, so that a day is in one, and removes what no manifest names any more. Cut off at
 * any instant each series is as before or as behind.
 */
export async function compactHistory(
  shop: Workshop,
  options: CompactOptions,
): Promise<CompactReport> {
  const { signal, fileRows = FILE_ROWS } = options;
  const report = { merged: 0, written: 0, removed: 0 };
  for (const series of await shop.manifests.series()) {
    if (signal?.aborted === true) break;
    const before = await shop.manifests.load(series);
    if (before === null) continue;
    let manifest = before;
    for (const group of groupsOf(before.files, fileRows)) {
      const had = manifest.files.length;
      manifest = await mergeGroup(shop, { manifest, group, fileRows });
      report.merged += group.length;
      report.written += manifest.files.length - (had - group.length);
    }
    report.removed += await sweep(shop, manifest, options);
  }
  return report;
}

/** Removes the files of a series that its manifest does not name and that nobody reads any more. */
export async function sweep(
  { store }: Workshop,
  { series, files }: Manifest,
  { now, graceMicros = DAY_MICROS }: CompactOptions,
): Promise<number> {
  const named = new Set(files.map(({ name }) => `${folderOf(series)}/${name}`));
  let removed = 0;
  for (const { key, putAt } of await store.list(folderOf(series))) {
    if (!key.endsWith('.parquet') || named.has(key) || putAt > now - graceMicros) continue;
    await store.delete(key);
    removed += 1;
  }
  return removed;
}

/** Neighbours in time that are small or share a day, more than one of them. */
function groupsOf(files: readonly DataFile[], fileRows: number): readonly (readonly DataFile[])[] {
  const groups: DataFile[][] = [];
  let rows = 0;
  for (const file of files) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    const fits = rows + file.rows <= fileRows;
    const shares = last !== undefined && sharesDay(last, file) && rows < MERGE_ROWS_MAX;
    if (group !== undefined && (fits || shares)) {
      group.push(file);
      rows += file.rows;
    } else {
      groups.push([file]);
      rows = file.rows;
    }
  }
  return groups.filter(({ length }) => length > 1);
}

function sharesDay(one: DataFile, other: DataFile): boolean {
  const days = new Set(one.days.map(([day]) => day));
  return other.days.some(([day]) => days.has(day));
}

type Merge = {
  readonly manifest: Manifest;
  readonly group: readonly DataFile[];
  readonly fileRows: number;
};

async function mergeGroup(shop: Workshop, { manifest, group, fileRows }: Merge): Promise<Manifest> {
  const { series, precision, custom } = manifest;
  const columns = columnsOf(series.kind, custom);
  const paths = await checkedPaths(shop, series, group);
  const relation = `SELECT ${parquetColumnsSql(columns)} FROM ${readFilesSql(paths)}`;
  const version = manifest.version + 1;
  const job = { series, version, columns, precision, relation, fileRows };
  const written = await writeFiles(shop, job);
  requireSame(manifest, rowsOf(group), rowsOf(written));
  const kept = manifest.files.filter((file) => !group.includes(file));
  const merged = { ...manifest, version, files: byTime([...kept, ...written]) };
  await shop.manifests.save(merged);
  return merged;
}

function requireSame({ series }: Manifest, before: number, after: number): void {
  if (before === after) return;
  const detail = `${formatSeries(series)}: ${after} rows put together, expected ${before}`;
  throw historyError('HISTORY_DAMAGED', detail);
}

function rowsOf(files: readonly DataFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}
