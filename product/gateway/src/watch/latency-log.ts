import type { Latency, LatencyHop } from '@argosy/contract';
import { formatTimestamp, type Timestamp } from 'argosy/core';
import { boundsOf, type MetricsSnapshot } from '@argosy/telemetry';

/** How many spans are remembered. */
export const SPANS_MAX = 240;
const MICROS = 1_000_000;

/** Where a hop's observations are counted: a histogram, and of its series those with a label. */
type Counted = {
  readonly metric: string;
  readonly label: string | null;
  readonly buckets: 'latency' | 'duration';
};

const counted: Readonly<Record<LatencyHop, Counted>> = {
  feed: { metric: 'bridge_tick_age_seconds', label: 'feed', buckets: 'latency' },
  decode: { metric: 'bridge_tick_age_seconds', label: 'decode', buckets: 'latency' },
  queue: { metric: 'bridge_tick_age_seconds', label: 'queue', buckets: 'latency' },
  drain: { metric: 'bridge_tick_age_seconds', label: 'drain', buckets: 'latency' },
  strategy: { metric: 'strategy_execution_duration_seconds', label: null, buckets: 'latency' },
  order: { metric: 'order_placement_duration_seconds', label: null, buckets: 'latency' },
  request: { metric: 'http_request_duration_seconds', label: null, buckets: 'duration' },
};
const hops = Object.keys(counted) as readonly LatencyHop[];

type Row = { readonly at: Timestamp; readonly counts: ReadonlyMap<LatencyHop, readonly number[]> };

/** How long hops took, span after span: the differences of what histograms had counted. */
export class LatencyLog {
  readonly #rows: Row[] = [];
  #before: ReadonlyMap<LatencyHop, readonly number[]> | null = null;

  /** Takes in what all threads have counted by now; the first one is what the others are counted from. */
  take(at: Timestamp, snapshot: MetricsSnapshot): void {
    const now = new Map(hops.map((hop) => [hop, sumOf(snapshot, counted[hop])]));
    const before = this.#before;
    this.#before = now;
    if (before === null) return;
    const counts = new Map(hops.map((hop) => [hop, since(before.get(hop), now.get(hop) ?? [])]));
    this.#rows.push({ at, counts });
    if (this.#rows.length > SPANS_MAX) this.#rows.shift();
  }

  /** The spans that are remembered of a hop. */
  of(hop: LatencyHop): Latency {
    return {
      hop,
      boundsMicros: boundsOf(counted[hop].buckets).map((seconds) => Math.round(seconds * MICROS)),
      rows: this.#rows.map(({ at, counts }) => ({
        at: formatTimestamp(at),
        counts: counts.get(hop) ?? [],
      })),
    };
  }
}

function sumOf(snapshot: MetricsSnapshot, { metric, label, buckets }: Counted): readonly number[] {
  const sum = Array.from({ length: boundsOf(buckets).length + 1 }, () => 0);
  for (const { labels, counts } of snapshot[metric] ?? []) {
    if (label !== null && !labels.includes(label)) continue;
    counts?.forEach((count, place) => {
      sum[place] = (sum[place] ?? 0) + count;
    });
  }
  return sum;
}

/** A thread that was started again begins to count anew: then all that it has counted is new. */
function since(before: readonly number[] = [], now: readonly number[]): readonly number[] {
  const differences = now.map((count, place) => count - (before[place] ?? 0));
  return differences.some((difference) => difference < 0) ? now : differences;
}
