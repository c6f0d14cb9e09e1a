import type { SourceContent } from 'argosy/backtest';
import type { Timestamp } from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';

import { historyError } from './history-errors.ts';
import type { SourceSeries } from './history-source.ts';
import type { Precision } from './manifest.ts';
import { formatSeries, type Series } from './series.ts';

/** Which part of a history a run is fed with. */
export type HistorySourceOptions = {
  /** What messages and the card call it. */
  readonly name: string;
  readonly instruments: InstrumentTable;
  /** Which kinds; all but custom data unless told. */
  readonly kinds?: readonly SourceContent['kind'][];
  /** Bars of which specification, the instrument left out; of every one unless told. */
  readonly barSpec?: string;
  readonly from?: Timestamp;
  readonly until?: Timestamp;
};

/** Whether a run that is opened so is fed with a series. */
export function isWanted(
  series: Series,
  { instruments, kinds, barSpec }: HistorySourceOptions,
): series is SourceContent {
  if (series.kind === 'custom' || instruments.find(series.instrument) === undefined) return false;
  if (kinds !== undefined && !kinds.includes(series.kind)) return false;
  return series.kind !== 'bar' || barSpec === undefined || series.spec.endsWith(`-${barSpec}`);
}

/** Refuses a source of nothing, and prices that mean something else in the run than in the history. */
export function requireFit(
  chosen: readonly SourceSeries[],
  { name, instruments, kinds, barSpec }: HistorySourceOptions,
): void {
  if (chosen.length === 0) {
    const wanted = `${kinds?.join(', ') ?? 'any kind'}${barSpec === undefined ? '' : ` of ${barSpec}`}`;
    const ids = instruments.all.map(({ id }) => id).slice(0, 5);
    const detail = `${name}: nothing of ${wanted} for ${ids.join(', ')}`;
    throw historyError('HISTORY_UNKNOWN_SERIES', detail);
  }
  for (const { series, manifest } of chosen) {
    const listed = instruments.find(series.instrument);
    const found: Precision = manifest.precision;
    const price = listed?.pricePrecision;
    const size = listed?.sizePrecision;
    if (found.price === price && found.size === size) continue;
    const detail = `${name}: ${formatSeries(series)} has prices with ${found.price} and quantities with ${found.size} decimal places, the run's instrument ${price} and ${size}`;
    throw historyError('HISTORY_PRECISION', detail);
  }
}
