import { MICROS_PER_DAY } from 'argosy/core';

import type { Workshop } from './workshop.ts';
import { checkedPaths } from './checked-paths.ts';
import { DAY_SQL, parquetColumnsSql } from './column-sql.ts';
import { columnsOf } from './columns.ts';
import { sweep, type CompactOptions } from './compact-history.ts';
import { historyError } from './history-errors.ts';
import { byTime, type DataFile, type Manifest } from './manifest.ts';
import { readFilesSql, writeFiles } from './parquet-files.ts';
import type { HistoryKind } from './series.ts';

/** How long what is kept; of a kind that is not named everything stays. */
export type RetainOptions = Pick<CompactOptions, 'now' | 'graceMicros' | 'signal'> & {
  /** The days of each kind: older ones go. */
  readonly days: Partial<Readonly<Record<HistoryKind, number>>>;
};

/** What went. */
export type RetainReport = {
  readonly rows: number;
  /** How many series lost some. */
  readonly series: number;
  /** How many files that no manifest names are gone. */
  readonly removed: number;
};

const DAYS_MAX = 100_000;

/** Drops days that are older than their kind is kept. Cut off at any instant a series is as before or as behind. */
export async function retainHistory(shop: Workshop, options: RetainOptions): Promise<RetainReport> {
  for (const [kind, days] of Object.entries(options.days)) {
    if (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX) continue;
    const detail = `${kind} for ${days} days, expected 1 to ${DAYS_MAX}`;
    throw historyError('HISTORY_BAD_OPTION', detail);
  }
  const report = { rows: 0, series: 0, removed: 0 };
  for (const series of await shop.manifests.series()) {
    const days = options.days[series.kind];
    if (options.signal?.aborted === true) break;
    if (days === undefined) continue;
    const manifest = await shop.manifests.load(series);
    if (manifest === null) continue;
    const firstDay = Math.floor(options.now / MICROS_PER_DAY) - days;
    const kept = await keepFrom(shop, manifest, firstDay);
    const gone = rowsOf(manifest.files) - rowsOf(kept.files);
    report.rows += gone;
    if (gone > 0) report.series += 1;
    report.removed += await sweep(shop, kept, options);
  }
  return report;
}

/** What a series has from a day on; a file that has days of both sides is written anew. */
async function keepFrom(shop: Workshop, manifest: Manifest, firstDay: number): Promise<Manifest> {
  const isOld = ([day]: readonly [number, number]): boolean => day < firstDay;
  const cut = manifest.files.filter(({ days }) => days.some(isOld) && !days.every(isOld));
  const whole = manifest.files.filter(({ days }) => !days.some(isOld));
  if (whole.length === manifest.files.length) return manifest;
  const version = manifest.version + 1;
  const written = cut.length === 0 ? [] : await cutAt(shop, { manifest, cut, firstDay, version });
  const kept = { ...manifest, version, files: byTime([...whole, ...written]) };
  await shop.manifests.save(kept);
  return kept;
}

type Cut = {
  readonly manifest: Manifest;
  readonly cut: readonly DataFile[];
  readonly firstDay: number;
  readonly version: number;
};

async function cutAt(
  shop: Workshop,
  { manifest, cut, firstDay, version }: Cut,
): Promise<readonly DataFile[]> {
  const { series, precision, custom } = manifest;
  const columns = columnsOf(series.kind, custom);
  const paths = await checkedPaths(shop, series, cut);
  const relation = `SELECT ${parquetColumnsSql(columns)} FROM ${readFilesSql(paths)} WHERE ${DAY_SQL} >= ${firstDay}`;
  return writeFiles(shop, { series, version, columns, precision, relation });
}

function rowsOf(files: readonly DataFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}
