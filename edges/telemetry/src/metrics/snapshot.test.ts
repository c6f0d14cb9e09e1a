import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { metricTable } from './metric-table.ts';
import { Metrics } from './metrics.ts';
import { mergeSnapshots, parseSnapshot, type MetricsSnapshot } from './snapshot.ts';

function aSnapshot(fill: (metrics: Metrics) => void): MetricsSnapshot {
  const metrics = new Metrics(metricTable);
  fill(metrics);
  return metrics.snapshot();
}

describe('snapshots of several threads', () => {
  test('counters add up, by series', () => {
    const one = aSnapshot((metrics) => {
      metrics.counter('order_rejections_total').with({ code: 'a' }).add(1);
    });
    const other = aSnapshot((metrics) => {
      const rejected = metrics.counter('order_rejections_total');
      rejected.with({ code: 'a' }).add(2);
      rejected.with({ code: 'b' }).add(4);
    });
    expect(mergeSnapshots(metricTable, [one, other])['order_rejections_total']).toEqual([
      { labels: ['a'], value: 3, counts: null },
      { labels: ['b'], value: 4, counts: null },
    ]);
  });

  test('gauges go by the rule of the table', () => {
    const at = (size: number, state: number): MetricsSnapshot =>
      aSnapshot((metrics) => {
        metrics.gauge('bridge_queue_size').with({}).set(size);
        metrics.gauge('bridge_queue_state').with({}).set(state);
      });
    expect(mergeSnapshots(metricTable, [at(3, 2), at(4, 1)])).toMatchObject({
      bridge_queue_size: [{ value: 7 }],
      bridge_queue_state: [{ value: 2 }],
    });
  });

  test('what was observed in several threads is as if one had seen it', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 9 }));
    const observe = (values: readonly number[]) =>
      aSnapshot((metrics) => {
        const histogram = metrics.histogram('order_placement_duration_seconds');
        for (const value of values) histogram.with({ mode: 'live' }).observe(value);
      });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const merged = mergeSnapshots(metricTable, [observe(one), observe(other)]);
        expect(merged).toEqual(mergeSnapshots(metricTable, [observe([...one, ...other])]));
      }),
    );
  });

  test('names that the table does not have are left out', () => {
    expect(mergeSnapshots(metricTable, [{ made_up: [], toString: [] }])).toEqual({});
  });
});

describe('a snapshot from outside', () => {
  test('is taken as it was sent', () => {
    const sent = aSnapshot((metrics) => {
      metrics.histogram('order_placement_duration_seconds').with({ mode: 'live' }).observe(1);
      metrics.gauge('bridge_queue_size').with({}).set(3);
    });
    const parsed = parseSnapshot(metricTable, JSON.parse(JSON.stringify(sent)));
    expect(parsed).toEqual({ ok: true, value: sent });
  });

  test.each([
    ['no object', null],
    ['a list', []],
    ['a metric of another table', { made_up: [] }],
    ['a name of every object', JSON.parse('{"constructor":[]}')],
    ['no list', { bridge_queue_size: {} }],
    ['no series', { bridge_queue_size: [1] }],
    ['too few labels', { order_rejections_total: [{ labels: [], value: 1, counts: null }] }],
    ['no text as label', { order_rejections_total: [{ labels: [1], value: 1, counts: null }] }],
    ['no value', { bridge_queue_size: [{ labels: [], value: '1', counts: null }] }],
    ['buckets of a gauge', { bridge_queue_size: [{ labels: [], value: 1, counts: [1] }] }],
    [
      'too few buckets',
      { order_placement_duration_seconds: [{ labels: ['a'], value: 1, counts: [1] }] },
    ],
    ['too many series', { bridge_queue_size: Array.from({ length: 502 }, () => ({})) }],
  ])('is refused where it is %s', (_, value) => {
    expect(parseSnapshot(metricTable, value)).toMatchObject({
      ok: false,
      refusal: { code: 'BAD_SNAPSHOT' },
    });
  });

  test('is taken or refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseSnapshot(metricTable, { bridge_queue_size: value }).ok).toBe(
          Array.isArray(value) && value.length === 0,
        );
      }),
    );
  });
});
