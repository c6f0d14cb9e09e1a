import { availableParallelism } from 'node:os';

import type { Source } from 'argosy/backtest';
import { toTimestamp, type Timestamp } from 'argosy/core';

import { appendRows, type Append, type AppendReport } from './append-rows.ts';
import type { Workshop } from './workshop.ts';
import type { ColumnBatch } from './column-batch.ts';
import { compactHistory, type CompactOptions, type CompactReport } from './compact-history.ts';
import { Duck } from './duck.ts';
import { exportAdjusted, exportCsv, exportParquet } from './export-series.ts';
import { historyError } from './history-errors.ts';
import { Manifests, type Manifest, type Precision } from './manifest.ts';
import type { ObjectStore } from './object-store.ts';
import {
  findAdjustment,
  requireAdjustable,
  type AdjustOptions,
  type PriceAdjustment,
} from './price-adjustment.ts';
import { resampleSeries, type Resampled, type ResampleOptions } from './resample.ts';
import { retainHistory, type RetainOptions, type RetainReport } from './retain-history.ts';
import { rollTape, type RollOptions, type RollReport } from './roll-tape.ts';
import { historySource, type SourceSeries } from './history-source.ts';
import { scanFiles, type ScanRange } from './scan-series.ts';
import { formatSeries, isSameSeries, type Series } from './series.ts';
import { isWanted, requireFit, type HistorySourceOptions } from './source-series.ts';
import { rolledTapes, type TapeProgress } from './tape-progress.ts';
import { readTail, seriesOn, tailOf, type LiveTapeFolder, type TapeTail } from './tape-tail.ts';
import { windowsOf } from './time-windows.ts';
import { verifyHistory, type HistoryCheck } from './verify-history.ts';
import { withTaped, withTime } from './with-taped.ts';

/** How a history is opened. */
export type HistoryOptions = {
  readonly store: ObjectStore;
  /** Megabytes that DuckDB may use. */
  readonly memoryMb?: number;
  readonly threads?: number;
  /** A tape whose end is read too, as far as it was not rolled. */
  readonly tape?: LiveTapeFolder;
};

/** What is there of a series. */
export type SeriesSummary = {
  readonly series: Series;
  readonly precision: Precision;
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  /** When the first and the last row could be known; null where there is none. */
  readonly firstAt: Timestamp | null;
  readonly lastAt: Timestamp | null;
};

const MEMORY_MB_DEFAULT = 512;

/**
 * Market data in Parquet, a series for each kind and instrument, in files cut between days (by UTC, by
 * when a row could be known). Each series has a manifest, which is replaced as a whole: a reader sees
 * the state before a change or behind it. One process writes at a time; any number reads.
 *
 * @example
 * const history = new HistoryStore({ store: await FolderStore.open('data/history') });
 * await history.append({ series, batch, precision: { price: 2, size: 0 }, mode: 'merge' });
 * const { rows } = await history.scan(series);
 */
export class HistoryStore {
  readonly #options: HistoryOptions;
  readonly #manifests: Manifests;
  #duck: Promise<Duck> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#manifests = new Manifests(options.store);
  }

  /** Adds rows to a series by the append's mode: all of them, or after an error none. */
  append(append: Append): Promise<AppendReport> {
    return this.write((shop) => appendRows(shop, append));
  }

  /** The rows of a series as typed columns, in order of time. */
  async scan(series: Series, range: ScanRange = {}): Promise<ColumnBatch> {
    // The tape first: what is rolled meanwhile is told by the manifest.
    const tail = await this.#tail();
    const manifest = (await this.#manifests.load(series)) ?? this.#begunOn(tail, series);
    const taped = tailOf(tail, series, manifest.rolled[tail?.tape ?? ''] ?? 0);
    const shop = await this.#shop();
    return this.#next(async () => {
      if (taped.length === 0) return scanFiles(shop, manifest, range);
      return withTaped(await scanFiles(shop, manifest, withTime(range)), taped, { series, range });
    });
  }

  /**
   * A source for a run: every series of the run's instruments, in order of time, on a thread of its own.
   * What it has is settled here; what comes into the history later is not in it.
   */
  async source(options: HistorySourceOptions): Promise<Source> {
    const tail = await this.#tail();
    const known = [...(await this.#manifests.series()), ...seriesOn(tail)];
    const chosen: SourceSeries[] = [];
    for (const series of known.filter((one) => isWanted(one, options))) {
      if (chosen.some((one) => isSameSeries(one.series, series))) continue;
      const manifest = (await this.#manifests.load(series)) ?? this.#begunOn(tail, series);
      const taped = tailOf(tail, series, manifest.rolled[tail?.tape ?? ''] ?? 0);
      chosen.push({ series, manifest, taped });
    }
    requireFit(chosen, options);
    const { from, until, name } = options;
    const range = {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    };
    const limits = { ...this.#limits(), scratch: this.#options.store.scratchPath() };
    return historySource(this.#options.store, { name, series: chosen, range, limits });
  }

  /** Rolls a tape into Parquet, as far as it will not change any more. */
  roll(options: RollOptions): Promise<RollReport> {
    return this.write((shop) => rollTape(shop, options));
  }

  /** Longer bars of bars, or bars of trades, of many series in one pass over what is in Parquet. */
  async resample(
    series: readonly Series[],
    options: ResampleOptions,
  ): Promise<readonly Resampled[]> {
    const manifests = await Promise.all(series.map((one) => this.manifest(one)));
    const shop = await this.#shop();
    return this.#next(() => resampleSeries(shop, manifests, options));
  }

  /**
   * What actions make of the prices of a series within a range, found by reading it once: those of before
   * come in prices of its last row. What it brings is given to batches of these rows.
   */
  async adjustment(
    series: Series,
    { adjust, ...range }: Omit<ScanRange, 'columns'> & { readonly adjust: AdjustOptions },
  ): Promise<PriceAdjustment> {
    const adjustable = requireAdjustable(series);
    const { precision } = await this.manifest(series);
    const batches = this.stream(series, range);
    return findAdjustment(adjustable, precision.price, { batches, adjust });
  }

  /** Puts small files together and removes what nobody names any more. */
  compact(options: CompactOptions): Promise<CompactReport> {
    return this.write((shop) => compactHistory(shop, options));
  }

  /** Drops days that are older than their kind is kept. */
  retain(options: RetainOptions): Promise<RetainReport> {
    return this.write((shop) => retainHistory(shop, options));
  }

  /** Reads every file and compares it with what was written of it. */
  async verify(): Promise<HistoryCheck> {
    const shop = await this.#shop();
    return this.#next(() => verifyHistory(shop));
  }

  /** How far each tape was rolled, and what each was left without. */
  tapes(): Promise<readonly TapeProgress[]> {
    return rolledTapes(this.#options.store);
  }

  /** The same a window of time after another, of about so many rows each: for more than memory holds. */
  async *stream(
    series: Series,
    range: ScanRange = {},
    rowsAbout?: number,
  ): AsyncGenerator<ColumnBatch> {
    const { files } = await this.manifest(series);
    const { from = 0, until = Number.MAX_SAFE_INTEGER } = range;
    let begin = from;
    for (const window of windowsOf(files, { from, until }, rowsAbout)) {
      const part = { from: toTimestamp(begin), until: toTimestamp(window.until) };
      const batch = await this.scan(series, { ...range, ...part });
      begin = window.until;
      if (batch.rows > 0) yield batch;
    }
    // Behind the last file there may be what only the tape has.
    const rest = await this.scan(series, { ...range, from: toTimestamp(begin) });
    if (rest.rows > 0) yield rest;
  }

  /**
   * Writes a series as CSV or Parquet, by what the name of the file ends with; how many rows. Prices are
   * as they were traded, or by an adjustment that was found for the same range.
   */
  async export(
    series: Series,
    {
      path,
      adjustment,
      ...range
    }: Omit<ScanRange, 'columns'> & {
      readonly path: string;
      readonly adjustment?: PriceAdjustment;
    },
  ): Promise<number> {
    const manifest = await this.manifest(series);
    const batches = this.stream(series, range);
    if (adjustment !== undefined) {
      const shop = await this.#shop();
      return exportAdjusted(shop, { manifest, path, adjustment }, batches);
    }
    if (!path.endsWith('.parquet')) return exportCsv({ manifest, path }, batches);
    const shop = await this.#shop();
    return this.#next(() => exportParquet(shop, { manifest, path, range }));
  }

  /** What a series has; refuses one that is not there. */
  async manifest(series: Series): Promise<Manifest> {
    return (await this.#manifests.load(series)) ?? this.#begunOn(await this.#tail(), series);
  }

  /** Every series with what is there of it, by name. */
  async list(): Promise<readonly SeriesSummary[]> {
    const summaries: SeriesSummary[] = [];
    for (const series of await this.#manifests.series()) {
      summaries.push(summaryOf(await this.manifest(series)));
    }
    return summaries;
  }

  /** Does what writes, alone among the processes of its store, one after another in this one. */
  write<Value>(work: (shop: Workshop) => Promise<Value>): Promise<Value> {
    return this.#next(async () => {
      const shop = await this.#shop();
      return this.#options.store.alone(() => work(shop));
    });
  }

  /** Frees what it holds, behind what is under way; safe to call twice. */
  async close(): Promise<void> {
    await this.#turn.catch(() => undefined);
    const duck = this.#duck;
    this.#duck = null;
    (await duck)?.close();
  }

  /** One after another: they share DuckDB's tables. */
  #next<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work, work);
    this.#turn = done;
    return done;
  }

  #limits(): { readonly memoryMb: number; readonly threads: number } {
    const { memoryMb = MEMORY_MB_DEFAULT, threads = availableParallelism() } = this.#options;
    return { memoryMb, threads };
  }

  async #tail(): Promise<TapeTail | null> {
    const { store, tape } = this.#options;
    return tape === undefined ? null : readTail(store, tape.folder);
  }

  /** What stands for the manifest of a series that only the tape has. */
  #begunOn(tail: TapeTail | null, series: Series): Manifest {
    const precision = this.#options.tape?.precisionOf(series.instrument) ?? null;
    if (precision === null || tailOf(tail, series, 0).length === 0) {
      const detail = `${formatSeries(series)} in ${this.#options.store.name}`;
      throw historyError('HISTORY_UNKNOWN_SERIES', detail);
    }
    return { series, version: 0, precision, custom: null, rolled: {}, files: [] };
  }

  async #shop(): Promise<Workshop> {
    const { store } = this.#options;
    this.#duck ??= Duck.open({ ...this.#limits(), scratch: store.scratchPath() });
    return { store, manifests: this.#manifests, duck: await this.#duck };
  }
}

function summaryOf({ series, precision, files }: Manifest): SeriesSummary {
  const sum = (of: 'rows' | 'bytes'): number => files.reduce((total, one) => total + one[of], 0);
  return {
    series,
    precision,
    rows: sum('rows'),
    bytes: sum('bytes'),
    files: files.length,
    firstAt: atOf(Math.min(...files.map(({ firstAt }) => firstAt))),
    lastAt: atOf(Math.max(...files.map(({ lastAt }) => lastAt))),
  };
}

function atOf(micros: number): Timestamp | null {
  return Number.isFinite(micros) ? toTimestamp(micros) : null;
}
