import { describe, expect, expectTypeOf, test } from 'vitest';

import { OVERFLOW_LABEL } from './family.ts';
import type { LabelOf, MetricName } from './metric-definition.ts';
import { metricTable } from './metric-table.ts';
import { COLLECTORS_MAX, Metrics } from './metrics.ts';

type Table = typeof metricTable;

describe('the table', () => {
  test('a metric that is not declared, or is of another type, does not compile', () => {
    expectTypeOf<'orders_lost_total'>().not.toExtend<MetricName<Table, 'counter'>>();
    expectTypeOf<'bridge_queue_size'>().not.toExtend<MetricName<Table, 'counter'>>();
    expectTypeOf<'bridge_queue_size'>().toExtend<MetricName<Table, 'gauge'>>();
  });

  test('nor does a label the metric does not have', () => {
    expectTypeOf<LabelOf<Table, 'order_rejections_total'>>().toEqualTypeOf<'code'>();
  });

  test.each(Object.entries(metricTable))('%s is named as its type and unit ask', (name, metric) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/u);
    expect(name.endsWith('_total')).toBe(metric.type === 'counter');
    if (metric.type !== 'counter' && ['seconds', 'bytes'].includes(metric.unit)) {
      expect(name.endsWith(`_${metric.unit}`)).toBe(true);
    }
    expect(metric.help).not.toMatch(/\.$/u);
  });
});

describe('the metrics of a thread', () => {
  test('are plain data in a snapshot', () => {
    const metrics = new Metrics(metricTable);
    metrics.counter('order_rejections_total').with({ code: 'NO_FUNDS' }).add(3);
    metrics.gauge('bridge_queue_size').with({}).set(7);
    metrics.histogram('strategy_execution_duration_seconds').with({ strategy: 's' }).observe(0.25);
    const snapshot = metrics.snapshot();
    expect(structuredClone(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      order_rejections_total: [{ labels: ['NO_FUNDS'], value: 3, counts: null }],
      bridge_queue_size: [{ labels: [], value: 7 }],
      strategy_execution_duration_seconds: [{ labels: ['s'], value: 0.25 }],
    });
  });

  test('ask their collectors before each snapshot', () => {
    const metrics = new Metrics(metricTable);
    const size = metrics.gauge('bridge_queue_size').with({});
    metrics.onCollect(() => size.add(1));
    metrics.snapshot();
    expect(metrics.snapshot()).toMatchObject({ bridge_queue_size: [{ value: 2 }] });
  });

  test('take so many collectors and no more', () => {
    const metrics = new Metrics(metricTable);
    for (let n = 0; n < COLLECTORS_MAX; n += 1) metrics.onCollect(() => undefined);
    expect(() => metrics.onCollect(() => undefined)).toThrow(/collectors/u);
  });

  test('tell how often labels found no room, by metric', () => {
    const metrics = new Metrics(metricTable, { seriesMax: 1 });
    const rejected = metrics.counter('order_rejections_total');
    for (const code of ['a', 'b', 'c']) rejected.with({ code }).add();
    expect(metrics.snapshot()).toMatchObject({
      order_rejections_total: [{ labels: ['a'] }, { labels: [OVERFLOW_LABEL], value: 2 }],
      telemetry_series_overflow_total: [{ labels: ['order_rejections_total'], value: 2 }],
    });
  });

  test('read the middle and the tail of what they have seen', () => {
    const latency = new Metrics(metricTable)
      .histogram('order_placement_duration_seconds')
      .with({ mode: 'paper' });
    for (let n = 0; n < 99; n += 1) latency.observe(0.0015);
    latency.observe(0.4);
    expect(latency.quantile(0.5)).toBeGreaterThan(0.001);
    expect(latency.quantile(0.5)).toBeLessThanOrEqual(0.002);
    expect(latency.quantile(1)).toBeGreaterThan(0.2);
  });
});
