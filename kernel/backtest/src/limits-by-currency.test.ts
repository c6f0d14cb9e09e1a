import { money, toAccountId, toCurrency, toInstrumentId, toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import type { GivenLimits } from './given-limits.ts';
import { arraySource } from './source.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const [sbin, acme, pair] = ['SBIN.NSE', 'ACME.US', 'USDINR.FX'].map(toInstrumentId);
const instruments = [
  anInstrument(),
  { ...anInstrument(), id: toInstrumentId('ACME.US'), currency: usd },
  {
    ...anInstrument(),
    id: toInstrumentId('USDINR.FX'),
    kind: 'currencyPair' as const,
    base: usd,
  },
];

/** Everything costs 100.00, a dollar 80 rupees; the account is worth 9,000,000 rupees. */
function deniedOf(limits: GivenLimits, orders: readonly (readonly [string, number])[]): unknown {
  class Buys extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(toInstrumentId('SBIN.NSE'));
    }
    override onQuote(): void {
      for (const [name, qty] of orders) {
        const of = { instrument: toInstrumentId(name), side: 'buy', qty: toQuantity(qty) } as const;
        this.orders.submit(this.orders.market(of));
      }
    }
  }
  const account = marginAccount(toAccountId('A'), money(1_000_000_00n, inr));
  const quotes: readonly Quote[] = [pair, acme, sbin].map((instrument, place) => {
    const price = instrument === pair ? 8000 : 10_000;
    return aQuote({ at: place + 1, instrument: instrument ?? '', bid: price, ask: price });
  });
  const denied: unknown[] = [];
  const config = {
    instruments,
    limits,
    accounts: [{ ...account, balances: [...account.balances, money(100_000_00n, usd)] }],
    sources: [arraySource('quotes', quotes)],
    strategies: [{ id: 's', strategy: Buys, account: 'A' }],
  };
  runBacktest(config, {
    event: (event) => {
      if (event.kind !== 'order' || event.change.type !== 'denied') return;
      denied.push(event.change.reason);
    },
  });
  return denied;
}

test('an order is limited in the currency of its instrument', () => {
  const limits = { maxOrderNotional: [money(1000_00n, inr), money(500_00n, usd)] };
  const orders = [
    ['SBIN.NSE', 10],
    ['SBIN.NSE', 11],
    ['ACME.US', 5],
    ['ACME.US', 6],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'worth 1100.00 INR, limit 1000.00',
    'worth 600.00 USD, limit 500.00',
  ]);
});

test('what the firm holds in rupees does not count against its limit in dollars', () => {
  const limits = { rules: { maxFirmValue: new Map([[usd, money(1000_00n, usd).amount]]) } };
  const orders = [
    ['SBIN.NSE', 50],
    ['ACME.US', 6],
    ['ACME.US', 4],
    ['ACME.US', 1],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'all accounts would be worth 1100.00 USD, limit 1000.00',
  ]);
});

test('a tenth of the equity is counted in the currency of the account', () => {
  const limits = { rules: { concentrationBps: 1000 } };
  const orders = [
    ['ACME.US', 113],
    ['ACME.US', 112],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'would be worth 904000.00 INR, equity 9000000.00, limit 1000 bps',
  ]);
});
