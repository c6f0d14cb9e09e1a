import { expect, test } from 'vitest';

import { slippageShape } from './slippage.ts';

const decision = { bid: '99.90', ask: '100.10', at: '2026-11-20T04:15:00Z' };
const order = {
  instrument: 'SBIN.NSE',
  side: 'buy' as const,
  averagePrice: '100.10',
  decision,
  createdAt: '2026-11-20T04:15:00Z',
};

test('a buy above the middle and a sale below it cost, by instrument and half hour', () => {
  const sale = { ...order, side: 'sell' as const, averagePrice: '99.70' };
  const later = { ...order, averagePrice: '99.95', createdAt: '2026-11-21T04:31:00Z' };
  const { orders, cells } = slippageShape([order, sale, later]);
  expect(orders).toBe(3);
  expect(cells.map(({ halfHour, orders: count }) => [halfHour, count])).toEqual([
    [8, 2],
    [9, 1],
  ]);
  expect(
    [cells[0]?.bps, cells[0]?.worstBps, cells[1]?.bps].map((bps) => Math.round(bps ?? 0)),
  ).toEqual([20, 30, -5]);
});

test('what did not fill, and what was decided without a price, is not counted', () => {
  const unfilled = { ...order, averagePrice: null };
  const blind = { ...order, decision: { ...decision, ask: null } };
  expect(slippageShape([unfilled, blind])).toEqual({ orders: 0, cells: [] });
});
