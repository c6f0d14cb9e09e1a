import { expect, test } from 'vitest';

import { curvePoints, spanAround } from '../../curves/curve-points.ts';
import { heatOf, monthTable } from './month-table.ts';
import { waterfall } from './waterfall.ts';

test('a curve has each second once, the last of it, and leaves out what is not known', () => {
  const at = ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00.500Z', '2024-01-01T00:00:01Z'];
  const start = Date.parse('2024-01-01T00:00:00Z') / 1_000;
  expect(curvePoints(at, [1, 2, 3])).toEqual([
    { time: start, value: 2 },
    { time: start + 1, value: 3 },
  ]);
  expect(curvePoints(at, [null, null, 3])).toEqual([{ time: start + 1, value: 3 }]);
});

test('around a trade some of what surrounds it is shown, and nothing beyond the run', () => {
  const trade = { opened: '2024-01-10T00:00:00Z', closed: '2024-01-11T00:00:00Z' };
  const from = Date.parse('2024-01-09T00:00:00Z') / 1_000;
  const to = Date.parse('2024-06-01T00:00:00Z') / 1_000;
  const span = spanAround(trade, [from, to]);
  expect(span.from).toBe(from);
  expect(span.to).toBeGreaterThan(Date.parse(trade.closed) / 1_000);
  expect(span.to).toBeLessThan(to);
});

test('months stand in their year, the newest year first', () => {
  const month = (
    period: string,
    value: number,
  ): { period: string; return: number; benchmark: null } => ({
    period,
    return: value,
    benchmark: null,
  });
  const rows = monthTable(
    [month('2023-12', 0.02), month('2024-01', -0.04)],
    [month('2023', 0.02), month('2024', -0.04)],
  );
  expect(rows.map(({ year, all }) => [year, all])).toEqual([
    ['2024', -0.04],
    ['2023', 0.02],
  ]);
  expect([rows[0]?.months[0], rows[0]?.months[1], rows[1]?.months[11]]).toEqual([
    -0.04,
    null,
    0.02,
  ]);
  expect([heatOf(-0.04, rows), heatOf(0.02, rows)]).toEqual([1, 0.5]);
});

test('a waterfall goes from gross to net, each step from where the last one ended', () => {
  const { bars, zero } = waterfall([
    { kind: 'gross', name: 'gross', amount: '100' },
    { kind: 'charge', name: 'fees', amount: '-150' },
    { kind: 'income', name: 'dividends', amount: '30' },
    { kind: 'net', name: 'net', amount: '-20' },
  ]);
  // From 100 at the top to -50 at the bottom.
  expect(zero).toBeCloseTo(100 / 150);
  expect(bars.map(({ top, bottom }) => [top * 150, bottom * 150].map(Math.round))).toEqual([
    [0, 100],
    [0, 150],
    [120, 150],
    [100, 120],
  ]);
});
