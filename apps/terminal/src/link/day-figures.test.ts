import type { MarketState } from '@argosy/contract';
import { expect, test } from 'vitest';

import { MarketRow } from '../hot/market-row.ts';
import { putDay } from './day-figures.ts';

const state: MarketState = {
  instrument: 'SBIN.NSE',
  quote: null,
  last: {
    instrument: 'SBIN.NSE',
    price: '812.05',
    qty: '25',
    aggressor: 'buy',
    at: '2026-11-20T04:15:00Z',
  },
  mark: null,
  index: null,
  status: 'open',
  day: {
    tradingDay: '2026-11-20',
    open: '808.00',
    high: '815.40',
    low: '806.15',
    volume: '1204000',
    previousClose: '807.25',
  },
  ageMillis: 12,
  isStale: false,
};

test('a day brings the close before it, and the change is counted from that', () => {
  const row = new MarketRow('SBIN.NSE');
  putDay(row, state);
  expect(row).toMatchObject({ last: 812.05, previousClose: 807.25, volume: 1_204_000 });
  expect(row.change).toBeCloseTo(4.8);
  expect(row.changePercent).toBeCloseTo(0.5946, 3);
});

test('what the stream has told is newer than an answer', () => {
  const row = new MarketRow('SBIN.NSE');
  row.last = 813;
  putDay(row, state);
  expect(row.last).toBe(813);
});

test('a day that nobody knows leaves everything unknown', () => {
  const row = new MarketRow('SBIN.NSE');
  putDay(row, { ...state, last: null, day: null });
  expect([row.price, row.change, row.volume]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
