import { availableParallelism } from 'node:os';

import { toTimestamp, type Timestamp } from 'argosy/core';

import { appendRows, type Append, type AppendReport, type Workshop } from './append-rows.ts';
import type { ColumnBatch } from './column-batch.ts';
import { Duck } from './duck.ts';
import { historyError } from './history-errors.ts';
import { Manifests, type Manifest, type Precision } from './manifest.ts';
import type { ObjectStore } from './object-store.ts';
import { scanFiles, type ScanRange } from './scan-series.ts';
import { formatSeries, type Series } from './series.ts';

/** How a history is opened. */
export type HistoryOptions = {
  readonly store: ObjectStore;
  /** Megabytes that DuckDB may use. */
  readonly memoryMb?: number;
  readonly threads?: number;
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
    const manifest = await this.manifest(series);
    const shop = await this.#shop();
    return this.#next(() => scanFiles(shop, manifest, range));
  }

  /** What a series has; refuses one that is not there. */
  async manifest(series: Series): Promise<Manifest> {
    const found = await this.#manifests.load(series);
    if (found !== null) return found;
    const detail = `${formatSeries(series)} in ${this.#options.store.name}`;
    throw historyError('HISTORY_UNKNOWN_SERIES', detail);
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

  async #shop(): Promise<Workshop> {
    const { store, memoryMb = MEMORY_MB_DEFAULT, threads = availableParallelism() } = this.#options;
    this.#duck ??= Duck.open({ memoryMb, threads, scratch: store.scratchPath() });
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
