import {
  formatMoney,
  money,
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toMinor,
} from 'argosy/core';
import { Strategy, type StrategyContext } from 'argosy/engine';
import { anInstrument, aPair, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const [rupees, dollars] = [money(100_000_00n, inr), money(600_00n, usd)];
const pair = aPair({ pricePrecision: 2 });
const share = anInstrument({ id: toInstrumentId('ACME.US'), currency: usd });
const id = toAccountId('A1');
const cash = { ...cashAccount(id, rupees), balances: [rupees, dollars] };
const margin = marginAccount(id, rupees, { margin: '2' });

/** What a strategy sees at a share of 50.00 dollars, at 80.00 rupees each. */
function seen<Value>(
  account: BacktestConfig['accounts'][number],
  look: (context: StrategyContext) => Value,
): Value | null {
  let value: Value | null = null;
  class Looker extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(share.id);
    }

    override onQuote(): void {
      value = look(this.context);
    }
  }
  runBacktest({
    instruments: [share, pair],
    sources: [
      arraySource('quotes', [
        { ...aQuote({ at: 1, bid: 80_00, ask: 80_00 }), instrument: pair.id },
        { ...aQuote({ at: 2, bid: 50_00, ask: 50_00 }), instrument: share.id },
      ]),
    ],
    accounts: [account],
    strategies: [{ id: 'looker', strategy: Looker, account: id }],
  });
  return value;
}

const sizeOf = (context: StrategyContext, part: number): number =>
  context.size({ instrument: share.id, price: aQuote({ bid: 50_00 }).bid, share: part });

describe('a cash account', () => {
  test('sizes by the money it can pay with, not by what could be converted', () => {
    expect(seen(cash, (context) => sizeOf(context, 1))).toBe(12);
    expect(seen(cash, (context) => sizeOf(context, 0.5))).toBe(6);
    expect(seen(cashAccount(id, rupees), (context) => sizeOf(context, 1))).toBe(0);
  });

  test('stays within the allotment of a book in any currency', () => {
    const books = [{ id: toBookId('looker'), allotment: toMinor(16_000_00n) }];
    expect(seen({ ...cash, books }, (context) => sizeOf(context, 1))).toBe(4);
  });

  test('shows each of its currencies', () => {
    const amounts = seen(cash, ({ portfolio }) => [
      formatMoney(portfolio.cash(), 2),
      formatMoney(portfolio.cash(usd), 2),
      formatMoney(portfolio.freeCash(usd), 2),
      formatMoney(portfolio.freeFunds(usd), 2),
    ]);
    expect(amounts).toEqual(['100000.00', '600.00', '600.00', '600.00']);
  });
});

describe('a margin account', () => {
  test('sizes by what all of it comes to, converted', () => {
    expect(seen(margin, (context) => sizeOf(context, 1))).toBe(50);
    expect(seen(margin, ({ portfolio }) => portfolio.freeFunds(usd).amount)).toBe(1_250_00n);
    expect(seen(margin, ({ portfolio }) => portfolio.cash(usd).amount)).toBe(0n);
  });
});
