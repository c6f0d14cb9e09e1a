import { expect, test } from 'vitest';

import { slippageTable } from './slippage-cells.ts';

const cell = (instrument: string, halfHour: number, orders: number, bps: number) => ({
  instrument,
  halfHour,
  orders,
  bps,
  worstBps: bps,
});

test('what was traded most comes first, across the half hours that anything was traded in', () => {
  const cells = [cell('A.X', 9, 1, -4), cell('B.X', 8, 2, 3), cell('B.X', 20, 2, 1)];
  const { halfHours, rows, most } = slippageTable({ orders: 5, cells });
  expect([halfHours, rows.map(({ instrument, orders }) => [instrument, orders]), most]).toEqual([
    [8, 9, 20],
    [
      ['B.X', 4],
      ['A.X', 1],
    ],
    4,
  ]);
  expect(rows[0]?.cells.get(20)?.bps).toBe(1);
});

test('nothing filled is no table', () => {
  expect(slippageTable({ orders: 0, cells: [] })).toEqual({ halfHours: [], rows: [], most: 0 });
});
