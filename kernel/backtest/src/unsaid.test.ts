import { money, toAccountId, toCurrency, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import type { BarFillPolicy } from 'argosy/matching';
import { aBar, anInstrument, aQuote, rupees } from '@argosy/testkit';
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

test('a result says how many bars had no quote to fill at', () => {
  const bars = [1, 2, 3].map((minute) => aBar({ at: minute * 60 * SECOND }));
  const quoted = { ...aBar({ at: 240 * SECOND }), bid: toPrice(9_995), ask: toPrice(10_005) };
  const notesOf = (fillAt: BarFillPolicy, ...rows: readonly Bar[]): readonly string[] => {
    const venue = { bars: { fillAt, path: 'OHLC' } } as const;
    return run({ sources: [arraySource('bars', rows)], venue, strategies: [] }).notes;
  };
  expect(notesOf('barQuote', ...bars, quoted)).toEqual([
    '3 of 4 bars have no bid and ask: orders decided on them filled at the next open, though fillAt is barQuote',
  ]);
  expect(notesOf('barQuote', { ...quoted, bid: null })).toHaveLength(1);
  expect(notesOf('barQuote', quoted)).toEqual([]);
  expect(notesOf('nextOpen', ...bars)).toEqual([]);
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
