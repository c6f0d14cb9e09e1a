import { compareText } from 'argosy/core';

import { boundsOf } from './buckets.ts';
import type { MetricDefinition, MetricTable } from './metric-definition.ts';
import type { MetricsSnapshot, SeriesSnapshot } from './snapshot.ts';

/** The media type of what `formatMetrics` writes. */
export const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A snapshot in the text format of Prometheus, version 0.0.4; metrics in the order of the table. */
export function formatMetrics(table: MetricTable, snapshot: MetricsSnapshot): string {
  const lines: string[] = [];
  for (const [name, definition] of Object.entries(table)) {
    const series = Object.hasOwn(snapshot, name) ? snapshot[name] : undefined;
    if (series === undefined || series.length === 0) continue;
    lines.push(`# HELP ${name} ${escapeHelp(definition.help)}`);
    lines.push(`# TYPE ${name} ${definition.type}`);
    for (const each of [...series].sort(byLabels)) pushSeries(lines, name, definition, each);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function pushSeries(
  lines: string[],
  name: string,
  definition: MetricDefinition,
  { labels, value, counts }: SeriesSnapshot,
): void {
  const pairs = definition.labels.map((label, place) => {
    return `${label}="${escapeLabel(labels[place] ?? '')}"`;
  });
  if (definition.type !== 'histogram') {
    lines.push(`${name}${inBraces(pairs)} ${formatValue(value)}`);
    return;
  }
  let below = 0;
  const uppers = [...boundsOf(definition.buckets), Number.POSITIVE_INFINITY];
  for (const [place, upper] of uppers.entries()) {
    below += counts?.[place] ?? 0;
    const le = `le="${formatValue(upper)}"`;
    lines.push(`${name}_bucket${inBraces([...pairs, le])} ${formatValue(below)}`);
  }
  lines.push(`${name}_sum${inBraces(pairs)} ${formatValue(value)}`);
  lines.push(`${name}_count${inBraces(pairs)} ${formatValue(below)}`);
}

function inBraces(pairs: readonly string[]): string {
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function formatValue(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}

function byLabels(one: SeriesSnapshot, other: SeriesSnapshot): number {
  for (const [place, label] of one.labels.entries()) {
    const order = compareText(label, other.labels[place] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
