import type { Source, SourceContent, SourceReader } from 'argosy/backtest';
import { compareText, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { pathsOf } from './workshop.ts';
import type { ColumnBatch } from './column-batch.ts';
import { parquetColumnsSql, fromParquetSql } from './column-sql.ts';
import { columnsOf, typeOf, type Column } from './columns.ts';
import type { DataFile, Manifest } from './manifest.ts';
import { rowMaker } from './market-rows.ts';
import type { ObjectStore } from './object-store.ts';
import { readFilesSql } from './parquet-files.ts';
import { filesWithin } from './scan-series.ts';
import { formatSeries } from './series.ts';
import { SyncCursors } from './sync-cursors.ts';
import type { TapedRow } from './tape-tail.ts';
import { windowsOf, type TimeWindow } from './time-windows.ts';
import type { CursorJob, WorkerJob } from './worker-protocol.ts';

/** A series of market data with what is there of it. */
export type SourceSeries = {
  readonly series: SourceContent;
  readonly manifest: Manifest;
  /** What only the tape has of it. */
  readonly taped: readonly TapedRow[];
};

/** What a source of history is made of. */
export type HistorySourceParts = {
  readonly name: string;
  readonly series: readonly SourceSeries[];
  readonly range: { readonly from?: Timestamp; readonly until?: Timestamp };
  readonly limits: Pick<WorkerJob, 'memoryMb' | 'threads' | 'scratch'>;
};

/** How many rows a batch for a run has. */
const BATCH_ROWS = 512;

/**
 * Many series as one source in order of time, however large: windows of time are sorted one after
 * another on a thread of its own. Rows of one instant go by the tape's number, where they have one, else as a run
 * puts rows of several sources: a status first, then by instrument, then by the source's own number.
 */
export async function historySource(
  store: ObjectStore,
  parts: HistorySourceParts,
): Promise<Source> {
  const series = [...parts.series].sort((one, other) => {
    const [a, b] = [one.series, other.series];
    return compareText(a.instrument, b.instrument) || compareText(formatSeries(a), formatSeries(b));
  });
  const cursors: KindCursor[] = [];
  for (const kind of new Set(series.map((one) => one.series.kind))) {
    cursors.push(await cursorOf(store, { kind, series, range: parts.range }));
  }
  const jobs = cursors.map(({ job }) => job);
  return {
    name: parts.name,
    contents: series.map((one) => one.series),
    isRepeatable: true,
    open: () =>
      new HistoryReader(new SyncCursors({ ...parts.limits, cursors: jobs }), {
        cursors,
        taped: tapedOf(series, parts.range),
      }),
  };
}

/** The rows of one kind: how they are read, and how they are made rows again. */
type KindCursor = {
  readonly kind: SourceContent['kind'];
  readonly job: CursorJob;
  /** By the number that a row of the answer has for its series. */
  readonly series: readonly SourceContent[];
};

/** What orders a row beside those of other kinds. */
type Keyed = {
  readonly row: MarketData;
  readonly number: number;
  readonly kind: string;
};

type KindOf = {
  readonly kind: SourceContent['kind'];
  readonly series: readonly SourceSeries[];
  readonly range: HistorySourceParts['range'];
};

async function cursorOf(store: ObjectStore, { kind, series, range }: KindOf): Promise<KindCursor> {
  const ofKind = series.filter((one) => one.series.kind === kind);
  const columns = columnsOf(kind, null);
  const located: LocatedSeries[] = [];
  for (const { series: one, manifest } of ofKind) {
    const files = filesWithin(manifest.files, range);
    const paths = await pathsOf(store, one, files);
    located.push({ instrument: one.instrument, files, paths });
  }
  const { from = 0, until = Number.MAX_SAFE_INTEGER } = range;
  const windows = windowsOf(
    located.flatMap(({ files }) => files),
    { from, until },
  );
  const statements = windows.map((window) => windowSql(window, located, columns));
  const listed = columns.map((one) => ({ name: one.name, type: typeOf(one) }));
  const job = {
    statements: statements.filter((sql) => sql !== ''),
    columns: [{ name: 'series', type: 'number' as const }, ...listed],
  };
  return { kind, job, series: ofKind.map((one) => one.series) };
}

type LocatedSeries = {
  readonly instrument: string;
  readonly files: readonly DataFile[];
  readonly paths: readonly string[];
};

/** All rows of a window, in order; empty where no file has any. */
function windowSql(
  { from, until }: TimeWindow,
  located: readonly LocatedSeries[],
  columns: readonly Column[],
): string {
  const instruments = [...new Set(located.map(({ instrument }) => instrument))];
  const stored = parquetColumnsSql(columns);
  const parts = located.flatMap(({ instrument, files, paths }, series) => {
    const within = paths.filter((_, at) => {
      const file = files[at];
      return file !== undefined && file.firstAt < until && file.lastAt >= from;
    });
    if (within.length === 0) return [];
    const rank = instruments.indexOf(instrument);
    return [
      `SELECT ${series} AS series, ${rank} AS rank, ${stored} FROM ${readFilesSql(within)} WHERE available_ns >= ${from}000 AND available_ns < ${until}000`,
    ];
  });
  if (parts.length === 0) return '';
  const selected = `CAST(series AS DOUBLE) AS series, ${fromParquetSql(columns)}`;
  return `SELECT ${selected} FROM (${parts.join(' UNION ALL ')}) ORDER BY available_ns, number, rank, sequence, series, event_ns`;
}

/** Rows that only the tape has, of all series, in order. */
function tapedOf(
  series: readonly SourceSeries[],
  {
    from = 0,
    until = Number.MAX_SAFE_INTEGER,
  }: { readonly from?: number; readonly until?: number },
): readonly Keyed[] {
  return series
    .flatMap(({ taped }) => taped)
    .filter(({ row }) => row.availableAt >= from && row.availableAt < until)
    .map(({ row, number }) => ({ row, number, kind: row.kind }))
    .sort(compareRows);
}

type ReaderParts = { readonly cursors: readonly KindCursor[]; readonly taped: readonly Keyed[] };

class HistoryReader implements SourceReader {
  readonly hashesItself = false;
  readonly #cursors: SyncCursors;
  readonly #streams: RowStream[];

  constructor(cursors: SyncCursors, { cursors: kinds, taped }: ReaderParts) {
    this.#cursors = cursors;
    const ofKinds = kinds.map((one, at) => new KindStream(one, () => cursors.next(at)));
    this.#streams = [...ofKinds, new TapedStream(taped)];
  }

  next(): readonly MarketData[] | null {
    const rows: MarketData[] = [];
    while (rows.length < BATCH_ROWS) {
      const first = this.#first();
      if (first === null) break;
      if (first.head !== null) rows.push(first.head.row);
      first.advance();
    }
    if (rows.length > 0) return rows;
    this.close();
    return null;
  }

  close(): void {
    this.#cursors.close();
  }

  hash(): null {
    return null;
  }

  /** There are few streams, one for each kind and the tape's. */
  #first(): RowStream | null {
    let first: RowStream | null = null;
    for (const stream of this.#streams) {
      if (stream.head === null) continue;
      if (first?.head === undefined || first.head === null) first = stream;
      else if (compareRows(stream.head, first.head) < 0) first = stream;
    }
    return first;
  }
}

interface RowStream {
  /** Null behind the last one. */
  readonly head: Keyed | null;
  advance(): void;
}

class KindStream implements RowStream {
  readonly #kind: KindCursor;
  readonly #next: () => ColumnBatch | null;
  #batch: ColumnBatch | null = null;
  #makers: ((at: number) => MarketData)[] = [];
  #series: Float64Array = new Float64Array(0);
  #numbers: Float64Array = new Float64Array(0);
  #at = 0;
  head: Keyed | null = null;

  constructor(kind: KindCursor, next: () => ColumnBatch | null) {
    this.#kind = kind;
    this.#next = next;
    this.#open(next());
    this.#read();
  }

  advance(): void {
    this.#at += 1;
    this.#read();
  }

  #open(batch: ColumnBatch | null): void {
    this.#batch = batch;
    this.#at = 0;
    if (batch === null) return;
    this.#makers = this.#kind.series.map((one) => rowMaker(one, batch));
    this.#series = batch.numbers('series');
    this.#numbers = batch.numbers('number');
  }

  #read(): void {
    while (this.#batch !== null && this.#at >= this.#batch.rows) this.#open(this.#next());
    const maker = this.#makers[this.#series[this.#at] ?? 0];
    if (this.#batch === null || maker === undefined) {
      this.head = null;
      return;
    }
    const number = this.#numbers[this.#at] ?? 0;
    this.head = { row: maker(this.#at), number, kind: this.#kind.kind };
  }
}

class TapedStream implements RowStream {
  readonly #rows: readonly Keyed[];
  #at = 0;

  constructor(rows: readonly Keyed[]) {
    this.#rows = rows;
  }

  get head(): Keyed | null {
    return this.#rows[this.#at] ?? null;
  }

  advance(): void {
    this.#at += 1;
  }
}

function compareRows(one: Keyed, other: Keyed): number {
  const [x, y] = [one.row, other.row];
  return (
    x.availableAt - y.availableAt ||
    one.number - other.number ||
    rankOf(x) - rankOf(y) ||
    compareText(x.instrument, y.instrument) ||
    x.sourceSequence - y.sourceSequence ||
    compareText(one.kind, other.kind)
  );
}

function rankOf({ kind }: MarketData): number {
  return kind === 'status' ? 1 : 2;
}
