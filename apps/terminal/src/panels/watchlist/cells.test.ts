import { expect, test } from 'vitest';

import { MarketRow } from '../../hot/market-row.ts';
import { watchCells } from './cells.ts';

function rowAt(price: number, previousClose: number): MarketRow {
  const row = new MarketRow('SBIN.NSE');
  row.last = price;
  row.previousClose = previousClose;
  return row;
}

test('the colour goes by the close of the day before, and the change has sign and arrow', () => {
  const row = rowAt(99, 100);
  expect(watchCells.indian.last(row)).toEqual({ text: '99.00', tone: 'down' });
  expect(watchCells.indian.changePercent(row).text).toBe('▼ −1.00%');
});

test('where the day before is not known there is no percent of it', () => {
  expect(watchCells.indian.changePercent(rowAt(99, Number.NaN)).text).toBe('—');
});

test('a price that is too old says so, whichever way it went', () => {
  const row = rowAt(99, 100);
  row.isStale = true;
  expect(watchCells.indian.last(row).tone).toBe('stale');
});
