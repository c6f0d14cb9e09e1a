import {
  MICROS_PER_DAY,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
  type Money,
} from 'argosy/core';
import {
  toBarSpecText,
  type Bar,
  type Instrument,
  type MarketData,
  type Quote,
} from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aBar, aPair, aQuote, anInstrument } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const dollar = toCurrency('USD');
const rupee = toCurrency('INR');
const dollars = (minor: bigint): Money => money(minor, dollar);
const rupees = (minor: bigint): Money => money(minor, rupee);
const acme = anInstrument({ id: toInstrumentId('ACME.US'), currency: dollar });
const sbin = anInstrument();
const usdInr = aPair({ id: toInstrumentId('USDINR.FX'), base: dollar, currency: rupee });
const MINUTE = 60_000_000;
const [RATE_80, RATE_90] = [80_0000, 90_0000];

function quoteAt(second: number, instrument: { readonly id: string }, price: number): Quote {
  const at = toTimestamp(second * 1_000_000);
  return aQuote({ at, instrument: instrument.id, bid: price, ask: price });
}

/** Buys ten of both shares when each first has a price, and sells them at the next. */
class BothShares extends Strategy {
  override onStart(): void {
    for (const { id } of [acme, sbin]) this.data.subscribeQuotes(id);
  }

  override onQuote({ instrument }: Quote): void {
    const side = this.portfolio.qty(instrument) > 0 ? 'sell' : 'buy';
    this.orders.submit(this.orders.market({ instrument, side, qty: toQuantity(10) }));
  }
}

const mixed = {
  ...marginAccount(toAccountId('MIXED'), rupees(100_000_00n)),
  balances: [rupees(100_000_00n), dollars(500_00n)],
};

function configOf(
  rows: readonly MarketData[],
  changes: Partial<BacktestConfig> = {},
): BacktestConfig {
  return {
    instruments: [acme, sbin, usdInr],
    sources: [arraySource('rows', rows)],
    accounts: [mixed],
    strategies: [{ id: 'both', strategy: BothShares, account: mixed.id }],
    ...changes,
  };
}

const dollarTrip = [quoteAt(2, acme, 50_00), quoteAt(3, acme, 51_00)];
const rupeeTrip = [quoteAt(4, sbin, 100_00), quoteAt(5, sbin, 99_00)];
const run = (rows: readonly MarketData[], changes?: Partial<BacktestConfig>): BacktestResult =>
  runBacktest(configOf(rows, changes));

describe('an account in several currencies', () => {
  it('opens with all of its balances, at the first rates that are known', () => {
    const [one] = run([
      quoteAt(1, sbin, 100_00),
      quoteAt(2, usdInr, RATE_80),
      quoteAt(3, usdInr, RATE_90),
    ]).accounts;
    expect(one?.opening).toEqual(rupees(140_000_00n));
  });

  it('has made nothing where nothing was traded and no rate moved', () => {
    const days = [1, 2, 3].map((day) => {
      const at = toTimestamp(day * MICROS_PER_DAY);
      return aQuote({ at, instrument: usdInr.id, bid: RATE_80, ask: RATE_80 });
    });
    const { accounts, statistics, daily } = run(days, { strategies: [] });
    expect(accounts[0]?.equity).toEqual(accounts[0]?.opening);
    expect(daily.length).toBeGreaterThan(1);
    expect(statistics).toMatchObject({ ReturnsAverage: 0, MaxDrawdown: 0 });
  });

  it('has lost from its opening what it lost before a bar that brings its rate ends as the next opens', () => {
    const minute = (n: number, { id }: Instrument, [open, close]: readonly [number, number]): Bar =>
      aBar({ at: n * MINUTE, instrument: id, open, high: open, low: close, close });
    const rows = [
      minute(1, sbin, [100_00, 100_00]),
      minute(2, sbin, [100_00, 90_00]),
      minute(2, usdInr, [RATE_80, RATE_80]),
      minute(3, sbin, [90_00, 90_00]),
    ];
    class Buyer extends Strategy {
      override onStart(): void {
        this.data.subscribeBars(toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL'));
      }
      override onBar(): void {
        const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(10) } as const;
        this.orders.submit(this.orders.market(of));
      }
    }
    const paid = { ...cashAccount(mixed.id, rupees(0n)), balances: mixed.balances };
    const { statistics, accounts } = run(rows, {
      accounts: [paid],
      strategies: [{ id: 'buyer', strategy: Buyer, account: mixed.id }],
    });
    expect(accounts[0]?.opening).toEqual(rupees(140_000_00n));
    expect(statistics.MaxDrawdown).toBeCloseTo(-100 / 140_000, 10);
  });

  it('says what cash it has in each currency', () => {
    const { accounts } = run([quoteAt(1, usdInr, RATE_80), quoteAt(2, acme, 60_00)]);
    expect(accounts[0]?.balances).toEqual([rupees(100_000_00n), dollars(-100_00n)]);
    expect(accounts[0]?.cash).toEqual(rupees(100_000_00n));
  });

  it('holds its balances before it begins', () => {
    const [one] = new Backtest(configOf(dollarTrip)).result().accounts;
    expect(one?.balances).toEqual(mixed.balances);
  });

  it('notes a balance that no rate was ever known of', () => {
    const { accounts, notes } = run(rupeeTrip, { strategies: [] });
    expect(accounts[0]?.opening).toEqual(rupees(100_000_00n));
    expect(notes).toEqual([
      'account MIXED: no rate from USD to INR, so its opening leaves 500.00 USD out',
    ]);
  });
});

describe('round trips in several currencies', () => {
  it('are all measured in the currency of the first account', () => {
    const { statistics, statisticsCurrency } = run([
      quoteAt(1, usdInr, RATE_80),
      ...dollarTrip,
      ...rupeeTrip,
    ]);
    // Ten dollars at 80, less ten rupees.
    expect(statisticsCurrency).toBe('INR');
    expect(statistics).toMatchObject({ MaxWinner: 800, MaxLoser: -10, Expectancy: 395 });
  });

  it('are measured at the rate of their end', () => {
    const [buy, sell] = dollarTrip;
    const rows = [quoteAt(1, usdInr, RATE_80), buy, quoteAt(2, usdInr, RATE_90), sell];
    const { statistics } = run(rows.flatMap((row) => row ?? []));
    expect(statistics.MaxWinner).toBe(900);
  });

  it('without a rate are left out, and noted', () => {
    const paid = { ...cashAccount(mixed.id, rupees(0n)), balances: mixed.balances };
    const { statistics, notes } = run([...dollarTrip, ...rupeeTrip], { accounts: [paid] });
    expect(statistics).toMatchObject({ WinRate: 0, Expectancy: -10, LongRatio: 1 });
    expect(notes).toContain('1 round trip is not in the statistics: no rate to INR was known');
  });

  it('of an account that counts in another currency are counted in the first one’s', () => {
    const other = cashAccount(toAccountId('OTHER'), dollars(10_000_00n));
    const { statistics } = run([quoteAt(1, usdInr, RATE_80), ...dollarTrip, ...rupeeTrip], {
      accounts: [mixed, other],
      strategies: [
        { id: 'both', strategy: BothShares, account: mixed.id },
        { id: 'other', strategy: BothShares, account: other.id },
      ],
    });
    expect(statistics).toMatchObject({ MaxWinner: 800, Expectancy: 530 });
  });
});

it('days sum accounts that are valued from different days on', () => {
  const single = cashAccount(toAccountId('A'), rupees(100_000_00n));
  const at = (day: number) => ({ at: toTimestamp(day * MICROS_PER_DAY - 1) });
  const price = { bid: 100_00, ask: 100_00 };
  const rows = [1, 2].map((day) => aQuote({ ...at(day), instrument: sbin.id, ...price }));
  const rate = aQuote({ ...at(3), instrument: usdInr.id, bid: RATE_80, ask: RATE_80 });
  const { statistics } = run([...rows, rate], { accounts: [single, mixed], strategies: [] });
  expect(statistics).toMatchObject({ ReturnsAverage: 0, MaxDrawdown: 0 });
});
