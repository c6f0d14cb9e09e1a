import { expect, test } from 'vitest';

import { metricTable } from './metric-table.ts';
import { Metrics } from './metrics.ts';
import { addProcessMetrics, nodeProbe, type ProcessProbe } from './process-metrics.ts';

function aProbe(): ProcessProbe & { collected: (kind: string, seconds: number) => void } {
  let cpuSeconds = 0;
  const probe = {
    collected: (_kind: string, _seconds: number): void => undefined,
    read: () => {
      cpuSeconds += 2;
      const loopDelay = { p50: 0.01, p99: 0.02, max: 0.5 };
      return { residentBytes: 100, cpuSeconds, heapUsedBytes: 40, heapLimitBytes: 400, loopDelay };
    },
    onCollection: (listener: (kind: string, seconds: number) => void) => {
      probe.collected = listener;
    },
    stop: () => undefined,
  };
  return probe;
}

test('a thread tells its memory, delay and pauses', () => {
  const metrics = new Metrics(metricTable);
  const probe = aProbe();
  addProcessMetrics(metrics, { part: 'core', isMainThread: true, probe });
  probe.collected('minor', 0.003);
  metrics.snapshot();
  expect(metrics.snapshot()).toMatchObject({
    process_resident_memory_bytes: [{ labels: ['core'], value: 100 }],
    process_cpu_seconds_total: [{ labels: ['core'], value: 4 }],
    nodejs_heap_used_bytes: [{ value: 40 }],
    nodejs_heap_limit_bytes: [{ value: 400 }],
    nodejs_event_loop_delay_seconds: [
      { labels: ['core', '0.5'], value: 0.01 },
      { labels: ['core', '0.99'], value: 0.02 },
      { labels: ['core', '1'], value: 0.5 },
    ],
    nodejs_gc_duration_seconds: [{ labels: ['core', 'minor'], value: 0.003 }],
  });
});

test('only one thread of a process tells what is the whole process’s', () => {
  const metrics = new Metrics(metricTable);
  addProcessMetrics(metrics, { part: 'work', isMainThread: false, probe: aProbe() });
  const names = Object.keys(metrics.snapshot());
  expect(names).not.toContain('process_resident_memory_bytes');
  expect(names).not.toContain('process_cpu_seconds_total');
});

test('the running thread can be read', () => {
  const probe = nodeProbe();
  const { residentBytes, heapUsedBytes, heapLimitBytes, cpuSeconds, loopDelay } = probe.read();
  probe.stop();
  probe.stop();
  expect(residentBytes).toBeGreaterThan(heapUsedBytes);
  expect(heapLimitBytes).toBeGreaterThan(heapUsedBytes);
  expect(cpuSeconds).toBeGreaterThan(0);
  expect(loopDelay.max).toBeGreaterThanOrEqual(0);
});
