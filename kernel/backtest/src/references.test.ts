import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import type { FundingRate, IndexPrice, MarkPrice, MarketData } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import {
  aFundingRate,
  aMarkPrice,
  anIndex,
  anIndexPrice,
  anInstrument,
  anOption,
  aPerpetual,
  aQuote,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const SECOND = 1_000_000;
const perpetual = aPerpetual();
const { id: instrument } = perpetual;
const account = marginAccount(toAccountId('A1'), money(10_000_00n, toCurrency('INR')));

/** Buys a coin at the first quote, and writes down what it hears. */
class Listener extends Strategy {
  static readonly heard: string[] = [];

  override onStart(): void {
    this.data.subscribeQuotes(instrument);
    this.data.subscribeMarks(instrument);
    this.data.subscribeIndex(instrument);
    this.data.subscribeFunding(instrument);
  }

  override onQuote(): void {
    if (this.portfolio.qty(instrument) !== 0 || this.cache.openOrderCount > 0) return;
    const qty = toQuantity(1_000);
    this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
  }

  override onMarkPrice({ price }: MarkPrice): void {
    Listener.heard.push(`mark ${price}, kept ${this.cache.markPrice(instrument)?.price}`);
    this.data.unsubscribeMarks(instrument);
  }

  override onIndexPrice({ price }: IndexPrice): void {
    Listener.heard.push(`index ${price}, kept ${this.cache.indexPrice(instrument)?.price}`);
    this.data.unsubscribeIndex(instrument);
  }

  override onFundingRate({ ratePpb }: FundingRate): void {
    Listener.heard.push(`funding ${ratePpb}, kept ${this.cache.fundingRate(instrument)?.ratePpb}`);
    this.data.unsubscribeFunding(instrument);
  }
}

function run(rows: readonly MarketData[]): BacktestResult {
  Listener.heard.length = 0;
  return runBacktest({
    instruments: [perpetual],
    sources: [arraySource('rows', rows)],
    accounts: [account],
    strategies: [{ id: 'one', strategy: Listener, account: account.id, product: 'margin' }],
  });
}

const quoteAt = (at: number): MarketData => {
  return aQuote({ instrument, at: at * SECOND, bid: 100_00, ask: 100_00 });
};
const bought = [quoteAt(1), quoteAt(2)];

describe('prices that positions are reckoned by', () => {
  test('reach who listens, and are counted', () => {
    const references = [3, 4].flatMap((at) => [
      aMarkPrice({ instrument, at: at * SECOND, price: 150_00 }),
      anIndexPrice({ instrument, at: at * SECOND, price: 149_00 }),
      aFundingRate({ instrument, at: at * SECOND, ratePpb: 7 }),
    ]);
    const { counts } = run([...bought, ...references]);
    expect(Listener.heard).toEqual([
      'mark 15000, kept 15000',
      'index 14900, kept 14900',
      'funding 7, kept 7',
    ]);
    expect(counts).toMatchObject({ quotes: 2, references: 6 });
  });

  test('tell what a position is worth, whatever trades behind them', () => {
    const mark = aMarkPrice({ instrument, at: 3 * SECOND, price: 150_00 });
    const { accounts } = run([...bought, mark, quoteAt(6)]);
    expect(accounts[0]?.unrealised.amount).toBe(50_00n);
  });

  test('of a funding rate come out of the cash, and of what the position has earned', () => {
    const paid = aFundingRate({ instrument, at: 3 * SECOND, ratePpb: 10_000_000, price: null });
    const { accounts, positions } = run([...bought, paid]);
    expect(accounts[0]?.cash.amount).toBe(10_000_00n - 1_00n);
    expect(positions[0]?.charges.amount).toBe(1_00n);
  });

  test('of an index say what options on it bind, to strategies too', () => {
    const option = anOption();
    const scanned = marginAccount(account.id, money(50_00_000_00n, account.base), {
      carryForward: '1',
    });
    const free: bigint[] = [];
    class Writer extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(option.id);
      }
      override onQuote(): void {
        free.push(this.portfolio.freeFunds().amount);
        if (free.length > 1) return;
        const qty = toQuantity(option.lot);
        this.orders.submit(this.orders.market({ instrument: option.id, side: 'sell', qty }));
      }
    }
    const row = { instrument: option.id, bid: 400_00, ask: 400_00 };
    const level = { instrument: option.underlying, price: 24_500_00 };
    runBacktest({
      instruments: [option, anIndex()],
      sources: [
        arraySource('level', [anIndexPrice({ ...level, at: SECOND })]),
        arraySource(
          'quotes',
          [2, 3, 4].map((at) => aQuote({ ...row, at: at * SECOND })),
        ),
      ],
      accounts: [{ ...scanned, scanMargin: {} }],
      strategies: [{ id: 'one', strategy: Writer, account: account.id, product: 'carryForward' }],
    });
    // Without the level it would bind the whole strike.
    expect(Number(free.at(-1)) / 100).toBeGreaterThan(50_00_000 - 0.2 * 75 * 24_500);
  });

  test.each<[string, MarketData, RegExp]>([
    ['a mark of nothing', aMarkPrice({ instrument, price: 0 }), /price of BTC-PERP.SIM: found 0/],
    ['half a rate', aFundingRate({ instrument, ratePpb: 0.5 }), /ratePpb: found 0.5/],
    ['more than all of it', aFundingRate({ instrument, ratePpb: 1_000_000_001 }), /ratePpb/],
    ['at no price', aFundingRate({ instrument, price: -1 }), /price of/],
  ])('are refused: %s', (_, row, message) => {
    expect(() => run([row])).toThrow(message);
  });

  test('of what is no perpetual are refused', () => {
    const share = anInstrument();
    expect(() =>
      runBacktest({
        instruments: [share],
        sources: [arraySource('rows', [aFundingRate()])],
        accounts: [account],
        strategies: [],
      }),
    ).toThrow(/equity, not a perpetual/);
  });
});
