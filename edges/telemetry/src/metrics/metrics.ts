import { assert } from 'argosy/core';

import { requireWhole, telemetryError } from '../errors.ts';
import { boundsOf } from './buckets.ts';
import { Family, SERIES_MAX, type MetricFamily, type Series } from './family.ts';
import { Counter, Gauge, Histogram } from './instruments.ts';
import type { LabelOf, MetricDefinition, MetricName, MetricTable } from './metric-definition.ts';
import { metricTable } from './metric-table.ts';
import type { MetricsSnapshot, SeriesSnapshot } from './snapshot.ts';

/** How many things may be asked before a snapshot. */
export const COLLECTORS_MAX = 100;
const overflowName: keyof typeof metricTable = 'telemetry_series_overflow_total';

type AnyFamily =
  | { readonly type: 'counter'; readonly family: Family<Counter> }
  | { readonly type: 'gauge'; readonly family: Family<Gauge> }
  | { readonly type: 'histogram'; readonly family: Family<Histogram> };

/**
 * The metrics of one thread, all of one table: a name that the table does not have, or a label the metric does
 * not have, does not compile.
 *
 * @example
 * const metrics = new Metrics(metricTable);
 * const placed = metrics.counter('orders_placed_total').with({ mode: 'paper', source: 'manual' });
 * placed.add();
 */
export class Metrics<T extends MetricTable = typeof metricTable> {
  readonly #table: T;
  readonly #families = new Map<string, AnyFamily>();
  readonly #collectors: (() => void)[] = [];
  readonly #seriesMax: number;
  readonly #overflows: Family<Counter>;

  constructor(table: T, { seriesMax = SERIES_MAX }: { readonly seriesMax?: number } = {}) {
    this.#table = table;
    this.#seriesMax = requireWhole('seriesMax', seriesMax, 1);
    this.#overflows = this.#counters([...metricTable[overflowName].labels], () => undefined);
    if (Object.hasOwn(table, overflowName)) {
      this.#families.set(overflowName, { type: 'counter', family: this.#overflows });
    }
  }

  /** The counter of a name. */
  counter<N extends MetricName<T, 'counter'>>(name: N): MetricFamily<Counter, LabelOf<T, N>> {
    const found = this.#familyOf(name);
    assert(found.type === 'counter', `${name} is a ${found.type}`);
    return found.family;
  }

  /** The gauge of a name. */
  gauge<N extends MetricName<T, 'gauge'>>(name: N): MetricFamily<Gauge, LabelOf<T, N>> {
    const found = this.#familyOf(name);
    assert(found.type === 'gauge', `${name} is a ${found.type}`);
    return found.family;
  }

  /** The histogram of a name. */
  histogram<N extends MetricName<T, 'histogram'>>(name: N): MetricFamily<Histogram, LabelOf<T, N>> {
    const found = this.#familyOf(name);
    assert(found.type === 'histogram', `${name} is a ${found.type}`);
    return found.family;
  }

  /** Calls back before each snapshot: for what is read when it is asked for, such as memory. */
  onCollect(collect: () => void): void {
    if (this.#collectors.length >= COLLECTORS_MAX) {
      throw telemetryError('TOO_MANY', `${COLLECTORS_MAX} collectors of metrics`);
    }
    this.#collectors.push(collect);
  }

  /** Everything as plain data, to be sent to whoever merges and shows it. */
  snapshot(): MetricsSnapshot {
    for (const collect of this.#collectors) collect();
    const snapshot: Record<string, readonly SeriesSnapshot[]> = {};
    for (const [name, family] of this.#families) snapshot[name] = seriesOf(family);
    return snapshot;
  }

  #familyOf(name: string): AnyFamily {
    const found = this.#families.get(name);
    if (found !== undefined) return found;
    const definition = this.#table[name];
    assert(definition !== undefined, `no metric ${name} in the table`);
    const made = this.#make(name, definition);
    this.#families.set(name, made);
    return made;
  }

  #make(name: string, definition: MetricDefinition): AnyFamily {
    const { labels, type } = definition;
    const onOverflow = (): void => this.#overflows.with({ metric: name }).add();
    const parts = { labels, seriesMax: this.#seriesMax, onOverflow };
    if (type === 'counter') return { type, family: this.#counters(labels, onOverflow) };
    if (type === 'gauge')
      return { type, family: new Family({ ...parts, make: () => new Gauge() }) };
    const bounds = boundsOf(definition.buckets);
    return { type, family: new Family({ ...parts, make: () => new Histogram(bounds) }) };
  }

  #counters(labels: readonly string[], onOverflow: () => void): Family<Counter> {
    const make = (): Counter => new Counter();
    return new Family({ labels, seriesMax: this.#seriesMax, make, onOverflow });
  }
}

function seriesOf(found: AnyFamily): readonly SeriesSnapshot[] {
  if (found.type === 'histogram') {
    return Array.from(found.family.series, ({ labels, metric }) => {
      return { labels, value: metric.sum, counts: Array.from(metric.counts) };
    });
  }
  const series: Iterable<Series<Counter | Gauge>> = found.family.series;
  return Array.from(series, ({ labels, metric }) => {
    return { labels, value: metric.value, counts: null };
  });
}
