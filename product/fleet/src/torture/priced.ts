import { toPrice, type Price } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

/** The highest price that a spoiled row has, in scaled units. */
const PRICE_MOST = 2 ** 40;

/** A row at other prices: each stays one that can be. */
export function priced(row: MarketData, change: (price: number) => number): MarketData {
  const to = (price: number): Price =>
    toPrice(Math.min(PRICE_MOST, Math.max(1, Math.round(change(price)))));
  if (row.kind === 'quote') {
    const bid = to(row.bid);
    return { ...row, bid, ask: toPrice(Math.max(bid + 1, to(row.ask))) };
  }
  if (row.kind === 'trade') return { ...row, price: to(row.price) };
  if (row.kind !== 'bar') return row;
  const { open, high, low, close } = row;
  return { ...row, open: to(open), high: to(high), low: to(low), close: to(close) };
}
