import { ok, refuse, type Result } from 'argosy/core';

import { telemetryErrors } from '../errors.ts';
import { boundsOf } from './buckets.ts';
import { Family, SERIES_MAX, type Series } from './family.ts';
import type { MetricDefinition, MetricTable } from './metric-definition.ts';

/** One series as plain data. */
export type SeriesSnapshot = {
  /** The values of the labels, in the order of the table. */
  readonly labels: readonly string[];
  /** Of a histogram the sum. */
  readonly value: number;
  /** How many are in each bucket of a histogram; null of anything else. */
  readonly counts: readonly number[] | null;
};

/** All series by the name of their metric. Plain data: it can be posted, sent and stored. */
export type MetricsSnapshot = Readonly<Record<string, readonly SeriesSnapshot[]>>;

type Sum = { value: number; counts: number[] | null };

/**
 * The metrics of several threads and processes as one: counters and histograms added, gauges by the rule of the
 * table. Metrics the table does not have are left out, and as many series are kept as one process may have.
 */
export function mergeSnapshots(
  table: MetricTable,
  snapshots: readonly MetricsSnapshot[],
): MetricsSnapshot {
  const merged: Record<string, readonly SeriesSnapshot[]> = {};
  for (const [name, definition] of Object.entries(table)) {
    const all = snapshots.flatMap((each) => (Object.hasOwn(each, name) ? (each[name] ?? []) : []));
    if (all.length > 0) merged[name] = mergeSeries(definition, all);
  }
  return merged;
}

/**
 * Takes a snapshot from another process, whatever it is: one that is not of this table's shape is refused, so that
 * a broken sender cannot break the page of everyone.
 */
export function parseSnapshot(table: MetricTable, value: unknown): Result<MetricsSnapshot> {
  if (!isRecord(value)) return refuseSnapshot('it is no object');
  for (const [name, series] of Object.entries(value)) {
    const definition = Object.hasOwn(table, name) ? table[name] : undefined;
    if (definition === undefined) return refuseSnapshot(`no metric ${name} in the table`);
    if (!Array.isArray(series) || series.length > SERIES_MAX + 1) {
      return refuseSnapshot(`the series of ${name} are no list of at most ${SERIES_MAX + 1}`);
    }
    if (!series.every((each) => isSeries(definition, each))) {
      return refuseSnapshot(`a series of ${name} is not of its shape`);
    }
  }
  return ok(value as MetricsSnapshot);
}

function mergeSeries(
  definition: MetricDefinition,
  all: readonly SeriesSnapshot[],
): readonly SeriesSnapshot[] {
  const make = (): Sum => ({ value: Number.NEGATIVE_INFINITY, counts: null });
  const { labels } = definition;
  const family = new Family<Sum>({ labels, seriesMax: SERIES_MAX, make, onOverflow: () => {} });
  for (const each of all) addTo(family.at(each.labels), each, definition);
  const toSnapshot = ({ labels: values, metric }: Series<Sum>): SeriesSnapshot => {
    return { labels: values, value: metric.value, counts: metric.counts };
  };
  return Array.from(family.series, toSnapshot);
}

function addTo(sum: Sum, { value, counts }: SeriesSnapshot, definition: MetricDefinition): void {
  const isFirst = sum.value === Number.NEGATIVE_INFINITY;
  const isGreatest = definition.type === 'gauge' && definition.merge === 'max';
  sum.value = isFirst ? value : isGreatest ? Math.max(sum.value, value) : sum.value + value;
  if (counts === null) return;
  const before = sum.counts;
  sum.counts = before === null ? [...counts] : counts.map((n, place) => n + (before[place] ?? 0));
}

function isSeries(definition: MetricDefinition, value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { labels, counts } = value;
  if (!Array.isArray(labels) || labels.length !== definition.labels.length) return false;
  if (!labels.every((label) => typeof label === 'string')) return false;
  if (typeof value['value'] !== 'number') return false;
  if (definition.type !== 'histogram') return counts === null;
  const buckets = boundsOf(definition.buckets).length + 1;
  if (!Array.isArray(counts) || counts.length !== buckets) return false;
  return counts.every((count) => typeof count === 'number' && count >= 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseSnapshot(detail: string): Result<never> {
  return refuse('BAD_SNAPSHOT', `${telemetryErrors.BAD_SNAPSHOT}: ${detail}`);
}
