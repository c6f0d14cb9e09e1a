import { expect, test } from 'vitest';

import { boundOf, latencyCells, sumsOf } from './latency-cells.ts';

const boundsMicros = [100, 200, 500];
const row = (minute: number, ...counts: number[]) => ({
  at: `2026-11-20T04:${String(minute).padStart(2, '0')}:00Z`,
  counts,
});

test('buckets that nothing fell into are left out above and below, and the slowest comes first', () => {
  const { buckets, total } = latencyCells({
    hop: 'order',
    boundsMicros,
    rows: [row(1, 0, 3, 0, 0), row(2, 0, 1, 0, 2)],
  });
  expect([buckets, total]).toEqual([[3, 2, 1], 6]);
});

test('nothing seen is nothing drawn', () => {
  expect(latencyCells({ hop: 'order', boundsMicros, rows: [] })).toEqual({
    columns: [],
    buckets: [],
    total: 0,
  });
});

test('more spans than fit are put together, none is lost', () => {
  const rows = Array.from({ length: 121 }, (_, at) => row(at % 60, 1, 0, 0, 0));
  const { columns } = latencyCells({ hop: 'order', boundsMicros, rows });
  expect([columns.length, sumsOf(columns)[0], columns[0]?.at]).toEqual([41, 121, rows[2]?.at]);
});

test('half and 99 of 100 are told by the bound of their bucket', () => {
  const counts = [50, 48, 1, 1];
  expect([0.5, 0.99, 1].map((part) => boundOf(counts, boundsMicros, part))).toEqual([
    0.1,
    0.5,
    Number.POSITIVE_INFINITY,
  ]);
  expect(boundOf([0, 0], boundsMicros, 0.5)).toBeNaN();
});
