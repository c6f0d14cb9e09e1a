import { money, toAccountId, toCurrency, toMicros, toQuantity, toTimestamp } from 'argosy/core';
import type { MarginEvent } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import type { AccountConfig } from 'argosy/trading';
import { aQuote, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const HOUR = 3_600_000_000;
const share = anInstrument();
const inr = toCurrency('INR');

/** Sells 400 shares at the first quote, and writes down what it hears of its margin. */
class Seller extends Strategy {
  static readonly heard: string[] = [];
  #hasSent = false;

  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }

  override onQuote(): void {
    if (this.#hasSent) return;
    this.#hasSent = true;
    const qty = toQuantity(400);
    this.orders.submit(this.orders.market({ instrument: share.id, side: 'sell', qty }));
  }

  override onMargin({ level, equity }: MarginEvent): void {
    Seller.heard.push(`${level} with ${equity.amount}, ${this.portfolio.qty(share.id)} held`);
  }
}

function run(prices: readonly number[], changes: Partial<AccountConfig>): BacktestResult {
  Seller.heard.length = 0;
  const account = marginAccount(toAccountId('A1'), money(10_000_00n, inr), { margin: '5' });
  const rows = prices.map((paise, place) =>
    aQuote({ at: (place + 1) * HOUR, bid: paise, ask: paise }),
  );
  return runBacktest({
    instruments: [share],
    sources: [arraySource('rows', rows)],
    accounts: [{ ...account, ...changes }],
    strategies: [{ id: 's', strategy: Seller, account: account.id, product: 'margin' }],
  });
}

test('in a run a strategy hears of a margin call, and of what is closed for it', () => {
  const maintenance = { callBps: 7_500, liquidateBps: 5_000, policy: 'all' } as const;
  const { accounts, positions, counts } = run([100_00, 112_00, 117_00, 130_00], { maintenance });
  expect(Seller.heard).toEqual([
    'called with 520000, -400 held',
    'liquidating with 320000, -400 held',
    'sound with 320000, 0 held',
  ]);
  expect(positions).toEqual([]);
  expect(accounts[0]?.equity.amount).toBe(3_200_00n);
  expect(counts).toMatchObject({ orders: 2, fills: 2 });
});

test('in a run nights cost what is borrowed, and are charges, not money that went out', () => {
  const rates = [
    { type: 'borrow', instrument: share.id, from: toTimestamp(0), ratePpm: 365_000 },
  ] as const;
  const carry = { at: toMicros(0), rates };
  // 400 at a hundred rupees, at a thousandth a night: 40 rupees for each of two midnights.
  const { accounts } = run(
    Array.from({ length: 49 }, () => 100_00),
    { carry },
  );
  expect(accounts[0]?.transferred.amount).toBe(0n);
  expect(accounts[0]?.charges.amount).toBe(80_00n);
  expect(accounts[0]?.equity.amount).toBe(10_000_00n - 80_00n);
});
