import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

import type { Metrics } from './metrics.ts';

/** What a thread says of itself. */
export type ProcessReading = {
  readonly residentBytes: number;
  readonly cpuSeconds: number;
  readonly heapUsedBytes: number;
  readonly heapLimitBytes: number;
  /** How late the event loop was since the last reading, in seconds. */
  readonly loopDelay: { readonly p50: number; readonly p99: number; readonly max: number };
};

/** Where the readings come from: Node, or a test. */
export interface ProcessProbe {
  read(): ProcessReading;
  /** Calls back after each collection of garbage. */
  onCollection(listener: (kind: string, seconds: number) => void): void;
  stop(): void;
}

/** What process metrics need. */
export type ProcessMetricsOptions = {
  /** Which thread or process it is: `core`, `edge`, `host-1`. */
  readonly part: string;
  /** Memory and processor time are the whole process's: only one of its threads tells them. */
  readonly isMainThread: boolean;
  readonly probe: ProcessProbe;
};

/** Adds what this thread says of itself to its metrics; the caller stops the probe. */
export function addProcessMetrics(
  metrics: Metrics,
  { part, isMainThread, probe }: ProcessMetricsOptions,
): void {
  const heapUsed = metrics.gauge('nodejs_heap_used_bytes').with({ part });
  const heapLimit = metrics.gauge('nodejs_heap_limit_bytes').with({ part });
  const delay = metrics.gauge('nodejs_event_loop_delay_seconds');
  const [p50, p99, max] = ['0.5', '0.99', '1'].map((quantile) => delay.with({ part, quantile }));
  const pauses = metrics.histogram('nodejs_gc_duration_seconds');
  probe.onCollection((kind, seconds) => pauses.with({ part, kind }).observe(seconds));
  const takeWhole = isMainThread ? wholeProcess(metrics, part) : (): void => undefined;
  metrics.onCollect(() => {
    const reading = probe.read();
    takeWhole(reading);
    heapUsed.set(reading.heapUsedBytes);
    heapLimit.set(reading.heapLimitBytes);
    p50?.set(reading.loopDelay.p50);
    p99?.set(reading.loopDelay.p99);
    max?.set(reading.loopDelay.max);
  });
}

function wholeProcess(metrics: Metrics, part: string): (reading: ProcessReading) => void {
  const resident = metrics.gauge('process_resident_memory_bytes').with({ part });
  const cpu = metrics.counter('process_cpu_seconds_total').with({ part });
  return ({ residentBytes, cpuSeconds }) => {
    resident.set(residentBytes);
    cpu.add(Math.max(0, cpuSeconds - cpu.value));
  };
}

const collectionKinds: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weak',
};
const NANOS_PER_SECOND = 1e9;

/** The probe of the running thread. It keeps nothing alive. */
export function nodeProbe(): ProcessProbe {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let observer: PerformanceObserver | null = null;
  return {
    read: () => readNode(delay),
    onCollection: (listener) => {
      observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) listener(kindOf(entry), entry.duration / 1000);
      });
      observer.observe({ entryTypes: ['gc'] });
    },
    stop: () => {
      delay.disable();
      observer?.disconnect();
    },
  };
}

function readNode(delay: ReturnType<typeof monitorEventLoopDelay>): ProcessReading {
  const { user, system } = process.cpuUsage();
  const heap = getHeapStatistics();
  const seconds = (nanos: number): number => (delay.count === 0 ? 0 : nanos / NANOS_PER_SECOND);
  const loopDelay = {
    p50: seconds(delay.percentile(50)),
    p99: seconds(delay.percentile(99)),
    max: seconds(delay.max),
  };
  delay.reset();
  return {
    residentBytes: process.memoryUsage.rss(),
    cpuSeconds: (user + system) / 1e6,
    heapUsedBytes: heap.used_heap_size,
    heapLimitBytes: heap.heap_size_limit,
    loopDelay,
  };
}

/** Node's entry has more than the type of the standard says. */
function kindOf(entry: object): string {
  const detail = 'detail' in entry ? entry.detail : null;
  const isKnown = typeof detail === 'object' && detail !== null && 'kind' in detail;
  const kind = isKnown ? Number(detail.kind) : Number.NaN;
  return collectionKinds[kind] ?? 'other';
}
