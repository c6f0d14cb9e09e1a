import { toTimestamp } from 'argosy/core';
import { Metrics, metricTable } from '@argosy/telemetry';
import { beforeEach, expect, test } from 'vitest';

import { LatencyLog, SPANS_MAX } from './latency-log.ts';

let metrics: Metrics;
let log: LatencyLog;
let at = 0;

beforeEach(() => {
  metrics = new Metrics(metricTable);
  log = new LatencyLog();
  at = 0;
});

function pass(): void {
  at += 1_000_000;
  log.take(toTimestamp(at), metrics.snapshot());
}

function place(micros: number, mode = 'paper'): void {
  metrics.histogram('order_placement_duration_seconds').with({ mode }).observeMicros(micros);
}

const countsOf = (): readonly number[] =>
  log.of('order').rows.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));

test('each span has what came within it, of all that count the same hop', () => {
  place(100);
  pass();
  place(700);
  place(1_500, 'live');
  pass();
  pass();
  expect(countsOf()).toEqual([2, 0]);
  const { boundsMicros, rows } = log.of('order');
  const place700 = boundsMicros.indexOf(1_000);
  expect([rows[0]?.at, rows[0]?.counts[place700]]).toEqual(['1970-01-01T00:00:02Z', 1]);
});

test('stages of the bridge are told apart', () => {
  pass();
  metrics.histogram('bridge_tick_age_seconds').with({ stage: 'queue' }).observeMicros(10);
  pass();
  const sum = (hop: 'queue' | 'feed'): number | undefined =>
    log.of(hop).rows[0]?.counts.reduce((total, count) => total + count, 0);
  expect([sum('queue'), sum('feed')]).toEqual([1, 0]);
});

test('a thread that begins to count anew loses nothing of the span', () => {
  for (let each = 0; each < 5; each += 1) place(100);
  pass();
  metrics = new Metrics(metricTable);
  place(100);
  pass();
  expect(countsOf()).toEqual([1]);
});

test('the oldest span goes for the newest', () => {
  for (let span = 0; span < SPANS_MAX + 3; span += 1) pass();
  const { rows } = log.of('order');
  expect([rows.length, rows[0]?.at]).toEqual([SPANS_MAX, '1970-01-01T00:00:04Z']);
});
