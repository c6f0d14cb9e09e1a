import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { feeLines, feePerShare, type FeeModel } from 'argosy/matching';
import { aPair, aQuote, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import { arraySource } from './source.ts';

const dollar = toCurrency('USD');
const rupees = money(100_000_00n, toCurrency('INR'));
const share = anInstrument({ id: toInstrumentId('ACME.US'), currency: dollar });
const pair = aPair({ id: toInstrumentId('USDINR.FX'), base: dollar, currency: rupees.currency });

const inLines = feeLines([
  { name: 'brokerage', fee: feePerShare('0.06') },
  { name: 'exchange', fee: feePerShare('0.04') },
]);

test.each<[string, FeeModel]>([
  ['charges', feePerShare('0.10')],
  ['charges in lines', inLines],
])('%s paid in another currency count in the account’s own', (_, fees) => {
  class BuysTen extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(share.id);
    }

    override onQuote(): void {
      if (this.portfolio.qty(share.id) > 0) return;
      const of = { instrument: share.id, side: 'buy', qty: toQuantity(10) } as const;
      this.orders.submit(this.orders.market(of));
    }
  }
  const at = (second: number) => ({ at: toTimestamp(second * 1_000_000) });
  const account = marginAccount(toAccountId('A1'), rupees);
  const { accounts } = runBacktest({
    instruments: [share, pair],
    sources: [
      arraySource('pair', [aQuote({ ...at(1), instrument: pair.id, bid: 80_0000, ask: 80_0000 })]),
      arraySource('share', [aQuote({ ...at(2), instrument: share.id, bid: 5000, ask: 5000 })]),
    ],
    accounts: [account],
    strategies: [{ id: 's', strategy: BuysTen, account: account.id }],
    venue: { fees },
  });
  const [one] = accounts;
  expect(one?.charges).toEqual(money(80_00n, rupees.currency));
  expect(one?.equity).toEqual(money(100_000_00n - 80_00n, rupees.currency));
});

class BuysAtOnce extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }

  override onQuote(): void {
    if (this.portfolio.qty(share.id) > 0) return;
    const of = { instrument: share.id, side: 'buy', qty: toQuantity(10) } as const;
    this.orders.submit(this.orders.market(of));
  }
}

describe('statistics of accounts in two currencies', () => {
  const day = 86_400_000_000;
  const home = marginAccount(toAccountId('A1'), rupees);
  const abroad = marginAccount(toAccountId('B1'), money(1_000_00n, dollar));

  /** Dollars cost a rate each day; the share 50, 25 and 25 dollars. Day 0 has the first quotes. */
  function run(rates: readonly (number | null)[]) {
    const rows = rates.map((rate, on) => ({ at: toTimestamp(on * day + 1), rate }));
    const quotes = rows.map(({ at }, on) => {
      const price = on === 0 ? 5000 : 2500;
      return aQuote({ at: toTimestamp(at + 1), instrument: share.id, bid: price, ask: price });
    });
    const pairs = rows.flatMap(({ at, rate }) =>
      rate === null ? [] : [aQuote({ at, instrument: pair.id, bid: rate, ask: rate })],
    );
    return runBacktest({
      instruments: [share, pair],
      sources: [arraySource('pair', pairs), arraySource('share', quotes)],
      accounts: [home, abroad],
      strategies: [{ id: 's', strategy: BuysAtOnce, account: abroad.id }],
      atEnd: 'closeAtMark',
      statistics: { yearlyDaysMin: 1, daysPerYear: 2 },
    });
  }

  test('are over all of them, converted', () => {
    const { statistics, statisticsNotes, notes } = run([80_0000, 80_0000, 80_0000]);
    // 100,000 and 80,000 rupees; ten shares lose 25 dollars each, 20,000 rupees.
    expect(statistics.MaxDrawdown).toBeCloseTo(-20 / 180, 12);
    expect(statistics.CAGR).toBeCloseTo((160 / 180) ** (2 / 3) - 1, 12);
    expect(statistics.Expectancy).toBeCloseTo(-20_000, 6);
    expect(statisticsNotes.WinRate).toBe('over 1 trade');
    expect(notes).toEqual([]);
  });

  test('gain and lose with the rate', () => {
    const { statistics } = run([80_0000, 80_0000, 40_0000]);
    // 750 dollars at 40 are 30,000 rupees.
    expect(statistics.MaxDrawdown).toBeCloseTo(-50 / 180, 12);
    expect(statistics.CAGR).toBeCloseTo((130 / 180) ** (2 / 3) - 1, 12);
  });

  test('count an account from the first rate on, which is no rise', () => {
    const { statistics, notes } = run([null, 80_0000, 80_0000]);
    expect(statistics.MaxDrawdown).toBeCloseTo(-20 / 180, 12);
    expect(statistics.CAGR).toBeCloseTo((160 / 180) ** (2 / 3) - 1, 12);
    expect(notes).toEqual([]);
  });

  test('are those of the first currency where no rate is known, and say so', () => {
    const { statistics, statisticsNotes, notes } = run([null, null, null]);
    expect(statistics.MaxDrawdown).toBe(0);
    expect(statisticsNotes.MaxDrawdown).toContain('without B1 in USD');
    expect(statisticsNotes.WinRate).toBe(
      'none: 0 trades, without 1 that no rate was known for, without one that it is made of',
    );
    expect(notes).toContainEqual(expect.stringContaining('they leave out B1 in USD'));
  });
});
