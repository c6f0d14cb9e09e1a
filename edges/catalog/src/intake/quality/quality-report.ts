import { formatTimestamp, MICROS_PER_DAY, MICROS_PER_MINUTE, toTimestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec } from 'argosy/domain';

import type { ColumnBatch } from '../../history/column-batch.ts';
import type { HistoryStore } from '../../history/history-store.ts';
import type { DataFile, Precision } from '../../history/manifest.ts';
import type { AdjustOptions } from '../../history/price-adjustment.ts';
import { formatSeries, type Series } from '../../history/series.ts';
import { intakeError } from '../intake-errors.ts';
import { Coverage, type CoveredDays } from './coverage.ts';
import { hoursOf, marketOf } from './day-hours.ts';
import { Findings, type Finding } from './findings.ts';
import { checkOf, type SeriesCheck } from './series-checks.ts';

/** What is looked at, and how. */
export type QualityOptions = {
  readonly history: HistoryStore;
  readonly series: Series;
  /** The market whose hours hold; that of the instrument's exchange unless told, null for none. */
  readonly market?: string | null;
  /** How long may pass between two ticks while the market is open. */
  readonly patienceMinutes?: number;
  readonly signal?: AbortSignal;
  /** Actions by which prices of before are looked at in those of the end: a split is no jump then. */
  readonly adjust?: AdjustOptions;
};

/** What the data of a series are like. */
export type QualityReport = {
  readonly series: string;
  /** The market whose hours were held against it; null where none are known. */
  readonly market: string | null;
  /** How many actions its prices were adjusted by; null where they are as they were traded. */
  readonly adjustedBy: number | null;
  readonly rows: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly days: CoveredDays;
  /** What was found fault with; empty where all is well. */
  readonly findings: readonly Finding[];
};

/** How many days of bars, and of ticks, are in memory at a time. */
const BAR_DAYS = 366;
const TICK_DAYS = 1;
const PATIENCE_DEFAULT = 5;

/** Reads a series from its first to its last row and tells what is wrong with it; nothing is changed. */
export async function reportQuality(options: QualityOptions): Promise<QualityReport> {
  const { history, series, signal } = options;
  const { files, precision } = await history.manifest(series);
  const adjustment = await adjustmentOf(options, precision);
  const market = options.market === undefined ? marketOf(series.instrument) : options.market;
  const findings = new Findings();
  const check = checkOf(series.kind, { findings, precision: adjustment.precision });
  const coverage = new Coverage({ hours: hoursOf(market), findings, ...lengthOf(options) });
  const isBar = series.kind === 'bar';
  const time = isBar ? 'opens_us' : 'event_us';
  const columns = [...new Set([time, ...neededBy(check)])];
  let rows = 0;
  for (const [from, until] of windowsOf(files, isBar ? BAR_DAYS : TICK_DAYS)) {
    signal?.throwIfAborted();
    const range = { from: toTimestamp(from), until: toTimestamp(until), columns };
    const batch = await history.scan(series, range);
    check?.take(adjustment.restate(batch));
    for (const at of batch.numbers(time)) coverage.take(at);
    rows += batch.rows;
  }
  check?.finish();
  const days = coverage.finish();
  return {
    series: formatSeries(series),
    market,
    adjustedBy: adjustment.actions,
    rows,
    ...endsOf(files),
    days,
    findings: findings.all(),
  };
}

/** The prices that are looked at: as they were traded, or adjusted by so many actions. */
type LookedAt = {
  readonly precision: Precision;
  readonly actions: number | null;
  readonly restate: (batch: ColumnBatch) => ColumnBatch;
};

async function adjustmentOf(
  { history, series, adjust }: QualityOptions,
  precision: Precision,
): Promise<LookedAt> {
  if (adjust === undefined) return { precision, actions: null, restate: (batch) => batch };
  const found = await history.adjustment(series, { adjust });
  return {
    precision: { ...precision, price: found.pricePrecision },
    actions: found.actions,
    restate: (batch) => found.restate(batch),
  };
}

type Length = { readonly span: number; readonly patience: number; readonly isDaily: boolean };

function lengthOf({ series, patienceMinutes = PATIENCE_DEFAULT }: QualityOptions): Length {
  if (!(patienceMinutes > 0)) {
    throw intakeError('INTAKE_BAD_JOB', `a patience of ${patienceMinutes} minutes`);
  }
  if (series.kind !== 'bar') {
    return { span: 0, patience: patienceMinutes * MICROS_PER_MINUTE, isDaily: false };
  }
  const spec = parseBarSpec(series.spec);
  const span = spec.ok ? barSpanMicros(spec.value) : 0;
  return { span, patience: 0, isDaily: span === 0 || span >= MICROS_PER_DAY };
}

/** Days that files have, some at a time: what is held does not grow with the series. */
function* windowsOf(
  files: readonly DataFile[],
  days: number,
): Generator<readonly [number, number]> {
  const all = [...new Set(files.flatMap((file) => file.days.map(([day]) => day)))];
  const sorted = all.toSorted((one, other) => one - other);
  for (let at = 0; at < sorted.length; at += days) {
    const [first = 0, last = 0] = [sorted[at], sorted[Math.min(at + days, sorted.length) - 1]];
    yield [first * MICROS_PER_DAY, (last + 1) * MICROS_PER_DAY];
  }
}

function neededBy(check: SeriesCheck | null): readonly string[] {
  return check === null ? [] : check.columns;
}

function endsOf(files: readonly DataFile[]): Pick<QualityReport, 'firstAt' | 'lastAt'> {
  return { firstAt: textOf(files[0]?.firstAt), lastAt: textOf(files.at(-1)?.lastAt) };
}

function textOf(at: number | undefined): string | null {
  return at === undefined ? null : formatTimestamp(toTimestamp(at));
}
