import { toTimestamp } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import type { LogRecord } from '../logs/log-record.ts';
import { LineExporter, MemoryExporter } from './exporters.ts';
import type { TraceIds } from './trace-context.ts';
import { Tracer } from './tracer.ts';

function countingIds(): TraceIds {
  let count = 0;
  const next = (length: number): string => {
    count += 1;
    return count.toString(16).padStart(length, '0');
  };
  return { traceId: () => next(32), spanId: () => next(16) };
}

function aTracer({ sampled = 1, capacity = 10 } = {}) {
  let micros = 0;
  const now = () => toTimestamp((micros += 5));
  const exporter = new MemoryExporter(capacity);
  return { exporter, tracer: new Tracer({ ids: countingIds(), now, exporter, sampled }) };
}

describe('a tracer', () => {
  test('tells what lies inside of what', () => {
    const { exporter, tracer } = aTracer();
    const outer = tracer.start('place');
    const inner = tracer.start('check', outer.context);
    inner.set({ order: 'A1', token: 'hunter2' });
    inner.fail('no funds');
    inner.end();
    outer.end();
    expect(exporter.spans).toMatchObject([
      {
        name: 'check',
        parentId: outer.context?.spanId,
        traceId: outer.context?.traceId,
        startedAt: 10,
        endedAt: 15,
        failure: 'no funds',
        attributes: { order: 'A1', token: '***' },
      },
      { name: 'place', parentId: null, startedAt: 5, endedAt: 20, failure: null },
    ]);
  });

  test('ends a span once', () => {
    const { exporter, tracer } = aTracer();
    const span = tracer.start('place');
    span.end();
    span.end();
    expect(exporter.spans).toHaveLength(1);
  });

  test('that is off makes one span for all', () => {
    const tracer = new Tracer(null);
    const span = tracer.start('place');
    span.set({ a: 1 });
    span.fail('no');
    span.end();
    expect(tracer.start('check', span.context)).toBe(span);
    expect(span.context).toBeNull();
  });

  test('keeps what a caller has decided for the whole trace', () => {
    const { exporter, tracer } = aTracer({ sampled: 0 });
    const outside = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), isSampled: true };
    tracer.start('kept', outside).end();
    tracer.start('begins here').end();
    expect(exporter.spans.map(({ name }) => name)).toEqual(['kept']);
    expect(aTracer().tracer.start('x', { ...outside, isSampled: false }).context).toBeNull();
  });

  test('keeps a part of the traces, by their ids', () => {
    const { exporter, tracer } = aTracer({ sampled: 8 / 16 ** 8, capacity: 100 });
    for (let n = 0; n < 20; n += 1) tracer.start('place').end();
    const ids = exporter.spans.map(({ traceId }) => Number.parseInt(traceId, 16));
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.every((id) => id < 8)).toBe(true);
  });
});

test('memory keeps the last spans', () => {
  const { exporter, tracer } = aTracer({ capacity: 2 });
  for (const name of ['a', 'b', 'c']) tracer.start(name).end();
  expect(exporter.spans.map(({ name }) => name)).toEqual(['b', 'c']);
});

test('spans become lines; one that failed matters more', () => {
  const records: LogRecord[] = [];
  const take = (record: LogRecord) => void records.push(record);
  const exporter = new LineExporter({ level: 'debug', take, flush: () => undefined });
  const tracer = new Tracer({
    ids: countingIds(),
    now: () => toTimestamp(7),
    exporter,
    sampled: 1,
  });
  tracer.start('a').end();
  const failed = tracer.start('b');
  failed.fail('late');
  failed.end();
  expect(records).toMatchObject([
    { level: 'debug', message: 'a', fields: { micros: 0, parent: null, failure: null } },
    { level: 'warn', message: 'b', fields: { failure: 'late' } },
  ]);
});
