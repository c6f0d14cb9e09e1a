import { existsSync } from 'node:fs';

import { readTapePart, tapeExtent } from '@argosy/journal';
import type { MarketData } from 'argosy/domain';

import { historyError } from './history-errors.ts';
import { isMarketData, seriesOfRow, type PrecisionOf } from './roll-tape.ts';
import type { ObjectStore } from './object-store.ts';
import { formatSeries, type Series } from './series.ts';
import { loadProgress } from './tape-progress.ts';

/** A tape whose end is read with a history, as long as it was not rolled into it. */
export type LiveTapeFolder = { readonly folder: string; readonly precisionOf: PrecisionOf };

/** A row that only a tape has, under its number. */
export type TapedRow = { readonly number: number; readonly row: MarketData };

/** What a tape has behind what was rolled. */
export type TapeTail = {
  readonly tape: string;
  /** Of each series what lies behind the position up to which all was rolled. */
  readonly bySeries: ReadonlyMap<
    string,
    { readonly series: Series; readonly rows: readonly TapedRow[] }
  >;
};

/** How many inputs may wait to be rolled; of more a reader asks to roll first. */
const TAIL_INPUTS_MAX = 5_000_000;

/**
 * Reads what a tape has and Parquet may not. Whoever wants both reads this first and manifests then: a
 * roll in between is seen in the manifest's own number, so that no row is missed or there twice.
 */
export async function readTail(store: ObjectStore, folder: string): Promise<TapeTail | null> {
  const extent = existsSync(folder) ? tapeExtent(folder) : null;
  if (extent === null) return null;
  const { position } = await loadProgress(store, extent.shard);
  const bySeries = new Map<string, { readonly series: Series; readonly rows: TapedRow[] }>();
  let count = 0;
  for (const { input, number } of readTapePart({ folder, from: position + 1 })) {
    count += 1;
    if (count > TAIL_INPUTS_MAX) {
      const detail = `more than ${TAIL_INPUTS_MAX} inputs of ${folder} are not rolled; roll them first`;
      throw historyError('HISTORY_BAD_OPTION', detail, { folder });
    }
    if (input === null || !isMarketData(input)) continue;
    const series = seriesOfRow(input);
    const key = formatSeries(series);
    const found = bySeries.get(key) ?? { series, rows: [] };
    found.rows.push({ number, row: input });
    bySeries.set(key, found);
  }
  return { tape: extent.shard, bySeries };
}

/** Every series a tape has behind what was rolled. */
export function seriesOn(tail: TapeTail | null): readonly Series[] {
  return [...(tail?.bySeries.values() ?? [])].map(({ series }) => series);
}

/** The rows of a series behind the number up to which it was rolled. */
export function tailOf(tail: TapeTail | null, series: Series, rolled: number): readonly TapedRow[] {
  const rows = tail?.bySeries.get(formatSeries(series))?.rows ?? [];
  return rows.filter(({ number }) => number > rolled);
}
