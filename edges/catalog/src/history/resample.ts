import { MICROS_PER_DAY, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec } from 'argosy/domain';

import { pathsOf, type Workshop } from './workshop.ts';
import { ColumnBatch, type ColumnValues } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import type { Column } from './columns.ts';
import type { DataFile, Manifest } from './manifest.ts';
import { readFilesSql } from './parquet-files.ts';
import { filesWithin, isOrdered, ScanColumns, whereSql } from './scan-series.ts';
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
const columns = [...names, 'revision'].map((name): Column => {
  return { name, store: 'real', isOptional: false };
});

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
  const made = new Map<Manifest, ColumnBatch>();
  for (const kind of ['bar', 'trade'] as const) {
    const ofKind = manifests.filter(({ series }) => series.kind === kind);
    const parts = await located(shop, ofKind, options);
    for (const [manifest, bars] of await resampleParts(shop, parts, options)) {
      made.set(manifest, bars);
    }
  }
  const none = (): ColumnBatch => barsOf(new ScanColumns(columns, 0).finish(), options.every);
  return manifests.map((one) => ({ series: one.series, bars: made.get(one) ?? none() }));
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

type Part = {
  readonly manifest: Manifest;
  readonly files: readonly DataFile[];
  readonly paths: readonly string[];
};

async function located(
  { store }: Workshop,
  manifests: readonly Manifest[],
  options: ResampleOptions,
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const manifest of manifests) {
    const files = filesWithin(manifest.files, options);
    const paths = await pathsOf(store, manifest.series, files);
    if (paths.length > 0) parts.push({ manifest, files, paths });
  }
  return parts;
}

/** One pass over all of them; then anew each series that has bars which came again. */
async function resampleParts(
  shop: Workshop,
  parts: readonly Part[],
  options: ResampleOptions,
): Promise<readonly (readonly [Manifest, ColumnBatch])[]> {
  if (parts.length === 0) return [];
  const found = await answered(shop, passSql(parts, options), boundOf(parts, options));
  const [place, revision] = [found.numbers('series'), found.numbers('revision')];
  const made: [Manifest, ColumnBatch][] = [];
  let from = 0;
  for (const [at, part] of parts.entries()) {
    let upTo = from;
    let isRevised = false;
    for (; upTo < found.rows && place[upTo] === at; upTo += 1) isRevised ||= revision[upTo] !== 0;
    const bars = isRevised
      ? await answered(
          shop,
          passSql([part], options, lastRevisions(part)),
          boundOf([part], options),
        )
      : sliceOf(found, from, upTo);
    made.push([part.manifest, barsOf(bars, options.every)]);
    from = upTo;
  }
  return made;
}

async function answered({ duck }: Workshop, sql: string, rowsMax: number): Promise<ColumnBatch> {
  const into = new ScanColumns(columns, rowsMax);
  for await (const chunk of duck.query(sql)) into.take(chunk);
  return into.finish();
}

/** First within each file, which is cheap, then over the files of a series. */
function passSql(
  parts: readonly Part[],
  { every, offset = 0, ...range }: ResampleOptions,
  rows: string = readFilesSql(parts.flatMap(({ paths }) => paths)),
): string {
  const isBar = parts[0]?.manifest.series.kind === 'bar';
  const when = isBar ? 'opens_ns' : 'event_ns';
  const [first, high, low, last, volume] = isBar
    ? ['open', 'high', 'low', 'close', 'volume']
    : ['price', 'price', 'price', 'price', 'qty'];
  // A whole number of bars before 1970: division goes towards zero, and no time lies below it then.
  const begin = offset - every * Math.ceil(MICROS_PER_DAY / every);
  const order = isBar ? when : 'struct_pack(t := event_ns, n := number, s := sequence)';
  // Files in order of time are in that of their numbers; others are told apart by their rows.
  const isInOrder = parts.every(({ files }) => isOrdered(files));
  const [earliest, latest] = isInOrder ? ['found.file', 'found.file'] : ['earliest', 'latest'];
  const ends = isInOrder ? [] : [`min(${order}) AS earliest`, `max(${order}) AS latest`];
  const inner = [
    'file_index AS file',
    `(${when} - (${begin}000)) // ${every}000 AS bucket`,
    ...ends,
    `arg_min(${first}, ${order}) AS o`,
    `max(${high}) AS h`,
    `min(${low}) AS l`,
    `arg_max(${last}, ${order}) AS c`,
    `sum(CAST(${volume} AS DOUBLE)) AS v`,
    'count(*) AS n',
    `${isBar ? 'max(revision)' : '0'} AS r`,
  ];
  const outer = [
    'series',
    `bucket * ${every} + (${begin})`,
    `arg_min(o, ${earliest})`,
    'max(h)',
    'min(l)',
    `arg_max(c, ${latest})`,
    'sum(v)',
    'sum(n)',
    'max(r)',
  ].map((one, at) => `CAST(${one} AS DOUBLE) AS ${columns[at]?.name}`);
  const places = parts.flatMap(({ paths }, series) => paths.map(() => series));
  const listed = places.map((series, file) => `(${file}, ${series})`).join(', ');
  return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${rows}${whereSql(range)} GROUP BY ALL) AS found JOIN (VALUES ${listed}) AS places(file, series) ON found.file = places.file GROUP BY series, bucket ORDER BY 1, 2`;
}

/** Of each bar the last revision; which file it is of makes no difference any more. */
function lastRevisions({ paths }: Part): string {
  return `(SELECT *, 0 AS file_index FROM ${readFilesSql(paths)} QUALIFY row_number() OVER (PARTITION BY opens_ns ORDER BY revision DESC) = 1)`;
}

/** More bars than rows, or than spans, there cannot be. */
function boundOf(parts: readonly Part[], { every }: ResampleOptions): number {
  const bars = parts.reduce((sum, { files }) => {
    const rows = files.reduce((total, one) => total + one.rows, 0);
    const [first, last] = [files[0]?.firstAt ?? 0, Math.max(...files.map((one) => one.lastAt))];
    return sum + Math.min(rows, Math.ceil((last - first) / every) + 3);
  }, 0);
  if (bars <= BARS_MAX) return bars;
  const detail = `up to ${bars} bars, expected at most ${BARS_MAX}`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}

function sliceOf(all: ColumnBatch, from: number, upTo: number): ColumnBatch {
  return new ColumnBatch(
    new Map(all.names.map((name) => [name, all.numbers(name).slice(from, upTo)])),
  );
}

function barsOf(found: ColumnBatch, every: number): ColumnBatch {
  const opens = found.numbers('opens_us');
  const made = new Map<string, ColumnValues>([
    ['opens_us', opens],
    ['closes_us', opens.map((at) => at + every)],
  ]);
  for (const name of names.slice(2)) made.set(name, found.numbers(name));
  return new ColumnBatch(made);
}
