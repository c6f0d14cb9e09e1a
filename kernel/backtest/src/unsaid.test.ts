import { money, toAccountId, toCurrency, toQuantity, toTimestamp } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = toAccountId('A1');
const SECOND = 1_000_000;

/** Sends a sale of what it does not hold at every quote, and at the third a purchase too large. */
class DeniedAlways extends Strategy {
  #quotes = 0;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    this.#quotes += 1;
    this.#send('sell', 1);
    if (this.#quotes === 3) this.#send('buy', 1_000_000);
  }

  #send(side: 'buy' | 'sell', qty: number): void {
    const of = { instrument: instrument.id, side, qty: toQuantity(qty) };
    this.orders.submit(this.orders.market(of));
  }
}

function run(changes: Partial<BacktestConfig> = {}): BacktestResult {
  const quotes = [1, 2, 3].map((second) => aQuote({ at: second * SECOND }));
  return runBacktest({
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [cashAccount(account, rupees(100_000n))],
    strategies: [{ id: 's', strategy: DeniedAlways, account }],
    ...changes,
  });
}

test('a result counts the denials by their codes, the most frequent first', () => {
  const { denials, counts } = run();
  expect(denials).toEqual([
    { code: 'INSUFFICIENT_HOLDINGS', count: 3 },
    { code: 'INSUFFICIENT_CASH', count: 1 },
  ]);
  expect(counts.denied).toBe(4);
});

test('a result says that the warm-up never ended', () => {
  const { notes } = run({ warmUpUntil: toTimestamp(4 * SECOND) });
  expect(notes).toContain(
    'the warm-up never ended: it lasts until 1970-01-01T00:00:04Z, the run ended at 1970-01-01T00:00:03Z',
  );
  expect(run({ warmUpUntil: toTimestamp(3 * SECOND) }).notes).toEqual([]);
});

test('a result names the accounts that its statistics leave out', () => {
  const dollars = cashAccount(toAccountId('B1'), money(1n, toCurrency('USD')));
  const { notes, statisticsNotes } = run({
    accounts: [cashAccount(account, rupees(100_000n)), dollars],
  });
  expect(notes).toEqual([
    'the statistics are over the accounts in INR, as no rate to it was known for the others; they leave out B1 in USD',
  ]);
  expect(statisticsNotes.MaxDrawdown).toContain(', without B1 in USD');
});
