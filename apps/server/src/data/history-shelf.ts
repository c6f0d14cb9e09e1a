import { existsSync } from 'node:fs';

import { formatDay, formatTimestamp, ok, type Result, type Timestamp } from 'argosy/core';
import {
  FolderStore,
  formatSeries,
  HistoryStore,
  parseSeries,
  type DataFile,
  type SeriesSummary,
} from '@argosy/catalog/history';
import { tradedDays } from '@argosy/catalog/intake';
import type { DataCatalogue, DataCoverage, DataSeries } from '@argosy/contract';

import { refuseData } from './data-errors.ts';

/** How many series are told, and how many days of one. */
const SERIES_MAX = 5_000;
const DAYS_MAX = 800;

/** What lies in a folder of history, by its manifests alone: no row is read. */
export class HistoryShelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What there is, by name; nothing where the folder is not there yet. */
  async list(): Promise<DataCatalogue> {
    if (!existsSync(this.#folder)) return { series: [], left: 0 };
    const summaries = await this.#with((history) => history.list());
    const series = summaries.map(shapeOf).sort((a, b) => (a.series < b.series ? -1 : 1));
    return {
      series: series.slice(0, SERIES_MAX),
      left: Math.max(0, series.length - SERIES_MAX),
    };
  }

  /** What a series has of each day from its first to its last one. */
  async coverage(name: string): Promise<Result<DataCoverage>> {
    return refuseData(async () => {
      const series = parseSeries(name);
      const { files } = await this.#with((history) => history.manifest(series));
      return ok({ series: name, days: daysOf(files, series.instrument) });
    });
  }

  async #with<Value>(read: (history: HistoryStore) => Promise<Value>): Promise<Value> {
    const history = new HistoryStore({ store: await FolderStore.openExisting(this.#folder) });
    try {
      return await read(history);
    } finally {
      await history.close();
    }
  }
}

function shapeOf({ series, precision, rows, bytes, files, ...ends }: SeriesSummary): DataSeries {
  return {
    series: formatSeries(series),
    kind: series.kind,
    instrument: series.instrument,
    rows,
    bytes,
    files,
    pricePrecision: precision.price,
    sizePrecision: precision.size,
    firstAt: textOf(ends.firstAt),
    lastAt: textOf(ends.lastAt),
  };
}

function textOf(at: Timestamp | null): string | null {
  return at === null ? null : formatTimestamp(at);
}

function daysOf(files: readonly DataFile[], instrument: string): DataCoverage['days'] {
  const rows = new Map<number, number>();
  for (const [day, count] of files.flatMap((file) => file.days)) {
    rows.set(day, (rows.get(day) ?? 0) + count);
  }
  if (rows.size === 0) return [];
  const isTraded = tradedDays(instrument);
  const [first, last] = [Math.min(...rows.keys()), Math.max(...rows.keys())];
  const from = Math.max(first, last - DAYS_MAX + 1);
  return Array.from({ length: last - from + 1 }, (_, at) => {
    const day = from + at;
    return { day: formatDay(day), rows: rows.get(day) ?? 0, isTraded: isTraded(day) };
  });
}
