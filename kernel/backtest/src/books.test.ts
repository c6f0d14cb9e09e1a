import { money, toAccountId, toCurrency, toPrice, toQuantity, toStrategyId } from 'argosy/core';
import {
  toBarSpecText,
  type BookUpdate,
  type Fill,
  type MarketData,
  type Quote,
} from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { proportionalQueue } from 'argosy/matching';
import { aBook, aBookChange, aQuote, aTrade, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(10_000_000n, toCurrency('INR')));
const SECOND = 1_000_000;

/** Buys ten when it first sees a book, and writes down what it hears. */
class Listener extends Strategy {
  static readonly heard: string[] = [];

  override onStart(): void {
    this.data.subscribeBook(instrument.id);
    this.data.subscribeQuotes(instrument.id);
    this.data.subscribeBars(toBarSpecText('SBIN.NSE-1-SECOND-MID-INTERNAL'));
  }

  override onBook({ bids, asks }: BookUpdate): void {
    const depth = this.cache.book(instrument.id, 1);
    const best = depth?.asks.map(({ price, qty }) => `${qty} at ${price}`).join() ?? '';
    Listener.heard.push(`book ${bids.length}/${asks.length}, ask ${best}`);
    if (this.portfolio.qty(instrument.id) > 0 || this.cache.openOrderCount > 0) return;
    const qty = toQuantity(10);
    this.orders.submit(this.orders.market({ instrument: instrument.id, side: 'buy', qty }));
  }

  override onQuote({ bid, ask }: Quote): void {
    Listener.heard.push(`quote ${bid}/${ask}`);
  }

  override onBar(): void {
    Listener.heard.push('bar');
  }
}

const fills: Fill[] = [];

function run(rows: readonly MarketData[]): ReturnType<typeof runBacktest> {
  Listener.heard.length = 0;
  fills.length = 0;
  const config: BacktestConfig = {
    instruments: [instrument],
    sources: [arraySource('rows', rows)],
    accounts: [account],
    strategies: [{ id: toStrategyId('one'), strategy: Listener, account: account.id }],
    venue: { queue: proportionalQueue },
  };
  return runBacktest(config, { orderClosed: (order) => void fills.push(...order.fills) });
}

const manyLevels = Array.from({ length: 10_001 }, (_, at) => {
  return { price: toPrice(at + 1), qty: toQuantity(1) };
});
const first = aBook({
  at: SECOND,
  asks: [
    [10_005, 4],
    [10_010, 60],
  ],
});

describe('a run on a recorded book', () => {
  test('fills price by price, and marks by the book', () => {
    const { accounts } = run([first, aBookChange({ at: 2 * SECOND })]);
    expect(fills.map(({ qty, price }) => [qty, price])).toEqual([
      [4, 10_005],
      [6, 10_010],
    ]);
    expect(accounts[0]?.equity.amount).toBe(10_000_000n - 100_080n + 100_025n);
  });

  test('gives the strategy the book, and its best prices as quotes and bars', () => {
    run([
      first,
      aBookChange({ at: SECOND + 1, asks: [[10_020, 1]] }),
      aBookChange({ at: 2 * SECOND, asks: [[10_005, 9]] }),
      aBookChange({ at: 3 * SECOND }),
    ]);
    expect(Listener.heard).toEqual([
      'quote 10000/10005',
      'book 1/2, ask 4 at 10005',
      'book 0/1, ask 4 at 10005',
      'bar',
      'quote 10000/10005',
      'book 0/1, ask 9 at 10005',
      'bar',
      'book 0/0, ask 9 at 10005',
    ]);
  });

  test('leaves quotes to their own feed where there is one', () => {
    run([aQuote({ at: 1, bid: 9_000, ask: 9_001 }), first]);
    expect(Listener.heard).toEqual(['quote 9000/9001', 'bar', 'book 1/2, ask 4 at 10005']);
  });

  test('names its queue model on the card, counts its updates and tells nothing as missing', () => {
    const { card, counts, notes } = run([first, aTrade({ at: 2 * SECOND })]);
    expect(JSON.stringify(card)).toContain('proportionalQueue');
    expect([counts.books, counts.trades, notes]).toEqual([1, 1, []]);
  });

  test.each<[string, Partial<BookUpdate>, string]>([
    ['a price below the least', { asks: [{ price: toPrice(0), qty: toQuantity(1) }] }, 'asks of'],
    ['more prices than a book holds', { bids: manyLevels }, 'bids: found 10001 prices'],
  ])('refuses %s', (_, changes, place) => {
    expect(() => run([{ ...first, ...changes }])).toThrow(place);
  });
});
