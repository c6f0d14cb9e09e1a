import fc from 'fast-check';
import { expect, test } from 'vitest';

import { formatMetrics } from './exposition.ts';
import type { MetricTable } from './metric-definition.ts';

const common = { unit: 'orders', labels: ['code', 'who'] };
const table: MetricTable = {
  lost_total: { type: 'counter', help: 'Lost,\nby \\ and "who"', ...common },
  waiting: { type: 'gauge', help: 'Waiting', merge: 'sum', unit: 'orders', labels: [] },
  took: { type: 'histogram', help: 'Took', unit: 'rows', labels: ['who'], buckets: 'size' },
};

test('help and labels are escaped as the format says', () => {
  const snapshot = { lost_total: [{ labels: ['a\\b', 'x"y\nz'], value: 2, counts: null }] };
  expect(formatMetrics(table, snapshot)).toBe(
    [
      '# HELP lost_total Lost,\\nby \\\\ and "who"',
      '# TYPE lost_total counter',
      'lost_total{code="a\\\\b",who="x\\"y\\nz"} 2',
      '',
    ].join('\n'),
  );
});

test('buckets are counted up to their bound, and end with all', () => {
  const counts = [1, 0, 2, ...Array.from({ length: 12 }, () => 0), 4];
  const text = formatMetrics(table, { took: [{ labels: ['me'], value: 99.5, counts }] });
  expect(text).toContain('took_bucket{who="me",le="1"} 1\ntook_bucket{who="me",le="2"} 1\n');
  expect(text).toContain('took_bucket{who="me",le="5"} 3\n');
  expect(text).toContain(
    'took_bucket{who="me",le="+Inf"} 7\ntook_sum{who="me"} 99.5\ntook_count{who="me"} 7\n',
  );
});

test('values that are no plain numbers have their words', () => {
  const of = (value: number): string =>
    formatMetrics(table, { waiting: [{ labels: [], value, counts: null }] });
  expect(of(Number.NaN)).toContain('waiting NaN\n');
  expect(of(Number.POSITIVE_INFINITY)).toContain('waiting +Inf\n');
  expect(of(Number.NEGATIVE_INFINITY)).toContain('waiting -Inf\n');
});

test('series stand in the order of their labels, whoever came first', () => {
  const series = (labels: readonly string[]) => ({ labels, value: 1, counts: null });
  const snapshot = { lost_total: [series(['b', 'a']), series(['a', 'b']), series(['a', 'a'])] };
  const lines = formatMetrics(table, snapshot).split('\n').slice(2, 5);
  expect(lines).toEqual([...lines].sort());
});

test('nothing is said of nothing', () => {
  expect(formatMetrics(table, { waiting: [] })).toBe('');
});

/** A reader of one series, written from the description of the format. */
function readLabels(line: string): readonly string[] {
  const values: string[] = [];
  for (const [, value = ''] of line.matchAll(/="((?:[^"\\]|\\.)*)"/gu)) {
    values.push(value.replaceAll(/\\(.)/gu, (_, next: string) => (next === 'n' ? '\n' : next)));
  }
  return values;
}

test('whatever a label says, it is one line and reads back as it was', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (code, who) => {
      const snapshot = { lost_total: [{ labels: [code, who], value: 1, counts: null }] };
      const lines = formatMetrics(table, snapshot).split('\n');
      expect(lines).toHaveLength(4);
      expect(readLabels(lines[2] ?? '')).toEqual([code, who]);
    }),
  );
});
