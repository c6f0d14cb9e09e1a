import { existsSync } from 'node:fs';

import { readTapePart, tapeExtent, type PlacedTapeRecord, type TapeExtent } from '@argosy/journal';
import type { InstrumentId } from 'argosy/core';
import type { Input, MarketData } from 'argosy/domain';

import { appendRows } from './append-rows.ts';
import type { Workshop } from './workshop.ts';
import { rowsFrom, type ColumnBatch, type ColumnBuilder } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import type { Precision } from './manifest.ts';
import { marketBuilder, pushRow } from './market-rows.ts';
import { folderOf, formatSeries, type Series } from './series.ts';
import { loadProgress, saveProgress, type HistoryGap, type TapeProgress } from './tape-progress.ts';

/** How fine an instrument's prices and quantities are; null of one that is not known. */
export type PrecisionOf = (instrument: InstrumentId) => Precision | null;

/** Which tape is rolled, and how. */
export type RollOptions = {
  readonly folder: string;
  readonly precisionOf: PrecisionOf;
  /**
   * Rolls the last segment too, which is for a tape that nobody writes: what a live one has
   * there may be gone after a loss of power.
   */
  readonly throughEnd?: boolean;
  /** How many inputs go into Parquet at once. */
  readonly batchInputs?: number;
  readonly onProgress?: (progress: TapeProgress) => void;
  readonly signal?: AbortSignal;
};

/** What was rolled now, and how far the tape is in Parquet. */
export type RollReport = {
  readonly rows: number;
  readonly progress: TapeProgress;
  /** Whether there is nothing more of it that may be rolled. */
  readonly isDone: boolean;
};

const BATCH_INPUTS = 2_000_000;
const BATCH_INPUTS_MAX = 4_000_000;

/**
 * Rolls a tape into Parquet under its own numbers: as much of it as will not change any more. It may
 * be cut off at any instant and begun again: each series knows up to which number it has the tape, so that nothing
 * is lost and nothing is there twice. The tape itself stays as it is.
 */
export async function rollTape(shop: Workshop, options: RollOptions): Promise<RollReport> {
  const { folder, throughEnd = false, batchInputs = BATCH_INPUTS, signal } = options;
  if (!Number.isInteger(batchInputs) || batchInputs < 1 || batchInputs > BATCH_INPUTS_MAX) {
    const detail = `batchInputs is ${batchInputs}, expected 1 to ${BATCH_INPUTS_MAX}`;
    throw historyError('HISTORY_BAD_OPTION', detail);
  }
  const extent = extentOf(folder);
  let progress = await loadProgress(shop.store, extent.shard);
  const upTo = throughEnd ? Number.POSITIVE_INFINITY : extent.closedUpTo;
  let rows = 0;
  while (signal?.aborted !== true) {
    const part = { folder, from: progress.position + 1, upTo };
    const batch = gathered(readTapePart(part), { progress, batchInputs });
    if (batch.progress.position === progress.position) return { rows, progress, isDone: true };
    rows += await keep(shop, batch, options.precisionOf);
    progress = batch.progress;
    await saveProgress(shop.store, progress);
    options.onProgress?.(progress);
  }
  return { rows, progress, isDone: false };
}

function extentOf(folder: string): TapeExtent {
  const extent = existsSync(folder) ? tapeExtent(folder) : null;
  if (extent !== null) return extent;
  throw historyError('HISTORY_NO_TAPE', folder, { folder });
}

/** The series of a piece of market data. */
export function seriesOfRow(row: MarketData): Exclude<Series, { readonly kind: 'custom' }> {
  const { instrument, kind } = row;
  return kind === 'bar' ? { kind, instrument, spec: row.spec } : { kind, instrument };
}

/** Whether an input is market data; what else a tape has is for doing a run again. */
export function isMarketData(input: Input): input is MarketData {
  const { kind } = input;
  return kind !== 'command' && kind !== 'report' && kind !== 'time' && kind !== 'answer';
}

type Gathered = {
  readonly bySeries: ReadonlyMap<string, GatheredSeries>;
  readonly progress: TapeProgress;
};
type GatheredSeries = {
  readonly series: Exclude<Series, { readonly kind: 'custom' }>;
  readonly builder: ColumnBuilder;
};

/** The next inputs of a tape by series, and how far they reach. */
function gathered(
  records: Iterable<PlacedTapeRecord>,
  { progress, batchInputs }: { readonly progress: TapeProgress; readonly batchInputs: number },
): Gathered {
  const bySeries = new Map<string, GatheredSeries>();
  const gaps: HistoryGap[] = [...progress.gaps];
  let { position, number } = progress;
  let count = 0;
  for (const record of records) {
    position = record.position;
    noteGap(gaps, record);
    if (record.input !== null) {
      number = record.number;
      if (isMarketData(record.input)) gather(bySeries, record.number, record.input);
    }
    count += 1;
    if (count === batchInputs) break;
  }
  return { bySeries, progress: { tape: progress.tape, position, number, gaps } };
}

function gather(bySeries: Map<string, GatheredSeries>, number: number, row: MarketData): void {
  // Bars are told apart by their specification, which has the instrument in it.
  const key = row.kind === 'bar' ? row.spec : `${row.kind} ${row.instrument}`;
  let found = bySeries.get(key);
  if (found === undefined) {
    found = { series: seriesOfRow(row), builder: marketBuilder(row.kind) };
    bySeries.set(key, found);
  }
  pushRow(found.builder, row, number);
}

function noteGap(gaps: HistoryGap[], { number, input }: PlacedTapeRecord): void {
  const last = gaps.at(-1);
  const isOpen = last !== undefined && last.upTo === null;
  if (input === null) {
    if (!isOpen) gaps.push({ from: number, upTo: null });
  } else if (isOpen) {
    gaps.pop();
    // A start says what may be missing; where the next number follows, nothing is.
    if (number > last.from) gaps.push({ from: last.from, upTo: number - 1 });
  }
}

async function keep(
  shop: Workshop,
  { bySeries, progress }: Gathered,
  precisionOf: PrecisionOf,
): Promise<number> {
  let kept = 0;
  for (const { series, builder } of bySeries.values()) {
    const before = await shop.manifests.load(series);
    const rolled = before?.rolled[progress.tape] ?? 0;
    const batch = laterThan(builder.finish(), rolled);
    const precision = before?.precision ?? precisionOf(series.instrument);
    if (precision === null) {
      const detail = `how fine prices of ${series.instrument} are is not known; ${folderOf(series)} cannot be begun`;
      throw historyError('HISTORY_PRECISION', detail, { series: formatSeries(series) });
    }
    kept += batch.rows;
    const to = { tape: progress.tape, upTo: progress.number };
    await appendRows(shop, { series, batch, precision, mode: 'add', rolled: to });
  }
  return kept;
}

/** What an interrupted roll has put there already is passed over; numbers rise. */
function laterThan(batch: ColumnBatch, rolled: number): ColumnBatch {
  const first = batch.numbers('number').findIndex((number) => number > rolled);
  return rowsFrom(batch, first === -1 ? batch.rows : first);
}
