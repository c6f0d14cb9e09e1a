import { expect, test } from 'vitest';

import { depthOf, ladderRows } from './depth-book.ts';

const terms = {
  channel: 'depth:SBIN.NSE',
  mode: 'latest',
  seq: 1,
  from: 'snapshot',
  handle: 1,
  pricePrecision: 2,
  sizePrecision: 0,
} as const;

test('bids come before asks, each scaled', () => {
  const fields = [5, 81_200, 410, 81_195, 20, 81_205, 95];
  const record = { kind: 'depth', handle: 1, seq: 2, flags: 0, fields, bids: 2 } as const;
  expect(depthOf(record, terms)).toEqual({
    at: 5,
    bids: [
      { price: 812, qty: 410 },
      { price: 811.95, qty: 20 },
    ],
    asks: [{ price: 812.05, qty: 95 }],
  });
});

test('a ladder has a row for each tick, the highest first, and misses none by a rounding', () => {
  const book = { bids: [{ price: 0.3, qty: 7 }], asks: [{ price: 0.7, qty: 9 }] };
  const rows = ladderRows(book, 0.5, { tick: 0.1, rows: 6 });
  expect(rows.map(({ bid, ask }) => [bid, ask])).toEqual([
    [0, 0],
    [0, 9],
    [0, 0],
    [0, 0],
    [0, 0],
    [7, 0],
  ]);
  expect(rows[0]?.price).toBeCloseTo(0.8);
});
