import { MICROS_PER_DAY, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec } from 'argosy/domain';

import { pathsOf, type Workshop } from './workshop.ts';
import { ColumnBatch, type ColumnValues } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import type { Manifest } from './manifest.ts';
import { readFilesSql } from './parquet-files.ts';
import { filesWithin, ScanColumns, whereSql } from './scan-series.ts';
import { formatSeries, type Series } from './series.ts';

/** The bars that are wanted, and of what time. */
export type ResampleOptions = {
  /** How long a bar is, in microseconds. */
  readonly every: number;
  /** How far beyond midnight by UTC the bars of a day begin: 3 h 45 min for hours from 09:15 in India. */
  readonly offset?: number;
  readonly from?: Timestamp;
  readonly until?: Timestamp;
};

/** The bars of one series. */
export type Resampled = {
  readonly series: Series;
  /** `opens_us`, `closes_us`, `open`, `high`, `low`, `close`, `volume`, and of how many rows each is: `rows`. */
  readonly bars: ColumnBatch;
};

/** How many series are resampled at once, and how many bars may come of it. */
const SERIES_MAX = 2000;
const BARS_MAX = 20_000_000;

const names = ['series', 'opens_us', 'open', 'high', 'low', 'close', 'volume', 'rows'] as const;

/**
 * Makes longer bars of bars, or bars of trades, of many series in one pass. A span without a row has no
 * bar; of a bar that came again only its last revision counts.
 */
export async function resampleSeries(
  shop: Workshop,
  manifests: readonly Manifest[],
  options: ResampleOptions,
): Promise<readonly Resampled[]> {
  if (manifests.length > SERIES_MAX) {
    const detail = `${manifests.length} series at once, expected at most ${SERIES_MAX}`;
    throw historyError('HISTORY_BAD_OPTION', detail);
  }
  for (const { series } of manifests) requireSpan(series, options);
  const parts: string[] = [];
  for (const [at, manifest] of manifests.entries()) {
    const paths = await pathsOf(shop.store, manifest.series, filesWithin(manifest.files, options));
    if (paths.length > 0) parts.push(await partSql(shop, { manifest, paths, at }, options));
  }
  const columns = names.map((name) => ({ name, store: 'real', isOptional: false }) as const);
  const into = new ScanColumns(columns, await boundOf(manifests, options));
  if (parts.length > 0) {
    const sql = `${parts.join(' UNION ALL ')} ORDER BY series, opens_us`;
    for await (const chunk of shop.duck.query(sql)) into.take(chunk);
  }
  return split(manifests, into.finish(), options.every);
}

/** Bars of bars need a whole number of them. */
function requireSpan(series: Series, { every, offset = 0 }: ResampleOptions): void {
  const span = spanOf(series);
  const isWhole = every >= span && every % span === 0 && every <= 366 * MICROS_PER_DAY;
  const isOffset = Number.isSafeInteger(offset) && Math.abs(offset) < MICROS_PER_DAY;
  if (isWhole && isOffset) return;
  const expected =
    series.kind === 'bar' ? `a whole number of ${series.spec}` : 'whole microseconds';
  const detail = `bars of ${every} microseconds, ${offset} beyond midnight, of ${formatSeries(series)}; expected ${expected}, up to a year, and less than a day`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}

/** What a bar is a whole number of: a microsecond of trades; of bars that have no length there is none. */
function spanOf(series: Series): number {
  if (series.kind === 'trade') return 1;
  const spec = series.kind === 'bar' ? parseBarSpec(series.spec) : null;
  const span = spec !== null && spec.ok ? barSpanMicros(spec.value) : 0;
  if (span > 0) return span;
  const detail = `${formatSeries(series)}: expected bars of time, or trades`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}

type Part = { readonly manifest: Manifest; readonly paths: readonly string[]; readonly at: number };

async function partSql(
  { duck }: Workshop,
  { manifest, paths, at }: Part,
  options: ResampleOptions,
): Promise<string> {
  const { every, offset = 0 } = options;
  const files = readFilesSql(paths);
  const isBar = manifest.series.kind === 'bar';
  const when = isBar ? 'opens_ns' : 'event_ns';
  const [first, high, low, last, volume] = isBar
    ? ['open', 'high', 'low', 'close', 'volume']
    : ['price', 'price', 'price', 'price', 'qty'];
  // A whole number of bars before 1970: division goes towards zero, and no time lies below it then.
  const begin = offset - every * Math.ceil(MICROS_PER_DAY / every);
  const bucket = `(${when} - (${begin}000)) // ${every}000`;
  const order = isBar ? when : 'struct_pack(t := event_ns, n := number, s := sequence)';
  const rows = isBar && (await isRevised(duck, files)) ? lastRevisions(files) : files;
  const aggregates = [
    `arg_min(${first}, ${order})`,
    `max(${high})`,
    `min(${low})`,
    `arg_max(${last}, ${order})`,
    `sum(${volume})`,
    'count(*)',
  ].map((one, place) => `CAST(${one} AS DOUBLE) AS ${names[place + 2]}`);
  const opens = `CAST((${bucket}) * ${every} + (${begin}) AS DOUBLE)`;
  return `SELECT CAST(${at} AS DOUBLE) AS series, ${opens} AS opens_us, ${aggregates.join(', ')} FROM ${rows}${whereSql(options)} GROUP BY ${bucket}`;
}

async function isRevised(duck: Workshop['duck'], files: string): Promise<boolean> {
  const [[most] = []] = await duck.rows(`SELECT CAST(max(revision) AS DOUBLE) FROM ${files}`);
  return Number(most) > 0;
}

function lastRevisions(files: string): string {
  return `(SELECT * FROM ${files} QUALIFY row_number() OVER (PARTITION BY opens_ns ORDER BY revision DESC) = 1)`;
}

/** More bars than rows, or than spans, there cannot be. */
async function boundOf(
  manifests: readonly Manifest[],
  { every }: ResampleOptions,
): Promise<number> {
  const bars = manifests.reduce((sum, { files }) => {
    const rows = files.reduce((total, one) => total + one.rows, 0);
    const [first, last] = [files[0]?.firstAt ?? 0, Math.max(...files.map((one) => one.lastAt))];
    return sum + (files.length === 0 ? 0 : Math.min(rows, Math.ceil((last - first) / every) + 3));
  }, 0);
  if (bars <= BARS_MAX) return bars;
  const detail = `up to ${bars} bars, expected at most ${BARS_MAX}`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}

function split(
  manifests: readonly Manifest[],
  all: ColumnBatch,
  every: number,
): readonly Resampled[] {
  const place = all.numbers('series');
  let from = 0;
  return manifests.map(({ series }, at) => {
    let upTo = from;
    while (upTo < all.rows && place[upTo] === at) upTo += 1;
    const [begin, end] = [from, upTo];
    from = upTo;
    const part = (name: string): Float64Array => all.numbers(name).slice(begin, end);
    const columns = new Map<string, ColumnValues>([
      ['opens_us', part('opens_us')],
      ['closes_us', part('opens_us').map((opens) => opens + every)],
    ]);
    for (const name of names.slice(2)) columns.set(name, part(name));
    return { series, bars: new ColumnBatch(columns) };
  });
}
