import { money, toAccountId, toCurrency, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const MINUTE = 60_000_000;
const account = cashAccount(toAccountId('A1'), money(10_000_00n, toCurrency('INR')));

/** Buys fifty at its first quote and sells them at its last. */
class Holder extends Strategy {
  #heard = 0;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote({ instrument: id }: Quote): void {
    this.#heard += 1;
    const of = { instrument: id, qty: toQuantity(50) };
    if (this.#heard === 1) this.orders.submit(this.orders.market({ ...of, side: 'buy' }));
    if (this.#heard === 4) this.orders.submit(this.orders.market({ ...of, side: 'sell' }));
  }
}

/** A quote each minute at these prices, bought and sold at the same one. */
function quotesOf(prices: readonly number[]): readonly Quote[] {
  return prices.map((price, place) => ({
    ...aQuote({ at: (place + 1) * MINUTE }),
    bid: toPrice(price),
    ask: toPrice(price),
  }));
}

const configOf = (rows: readonly Quote[]): BacktestConfig => ({
  instruments: [instrument],
  sources: [arraySource('quotes', rows)],
  accounts: [account],
  strategies: [{ id: 'holder', strategy: Holder, account: account.id }],
});

function failed(): BacktestResult {
  const [first, second] = quotesOf([100_00, 100_00]);
  const late = { ...aQuote(), eventAt: toTimestamp(0), availableAt: toTimestamp(0) };
  const rows = [first, second, late].flatMap((row) => row ?? []);
  const run = new Backtest(configOf(rows));
  expect(() => {
    while (run.advance(1) === 'running');
  }).toThrow('quotes');
  return run.result();
}

describe('the result of a run', () => {
  it('that came to its end is done', () => {
    const { state, error, isPartial } = runBacktest(configOf(quotesOf([100_00])));
    expect([state, error, isPartial]).toEqual(['done', null, false]);
  });

  it('that broke off with an error says that it failed, and of what', () => {
    const { state, error, isPartial } = failed();
    expect([state, isPartial]).toEqual(['failed', true]);
    expect(error?.code).toBe('UNSORTED_DATA');
    expect(error?.message).toContain('quotes');
  });

  it('that is cancelled before it begins holds what it opens with', () => {
    const run = new Backtest(configOf(quotesOf([100_00])));
    const before = run.result();
    run.cancel();
    const { state, accounts } = run.result();
    expect([before.state, state]).toEqual(['running', 'cancelled']);
    const { balances } = account;
    expect(accounts).toMatchObject([{ cash: balances[0], equity: balances[0] }]);
    expect(accounts).toEqual(before.accounts);
  });

  it('keeps what closed positions came to', () => {
    const { positions, closedPositions, realised } = runBacktest(
      configOf(quotesOf([100_00, 1, 1, 101_00])),
    );
    expect(positions).toEqual([]);
    expect(realised).toMatchObject([{ book: 'holder', realised: { amount: 50_00n } }]);
    expect(closedPositions).toMatchObject([
      { key: { book: 'holder', instrument: instrument.id }, realised: { amount: 50_00n } },
    ]);
  });

  it('sees a fall within a day that ends as it began', () => {
    const prices = [100_00, 60_00, 80_00, 100_00, 100_00];
    const { statistics, statisticsNotes } = runBacktest(configOf(quotesOf(prices)));
    expect(statistics.MaxDrawdown).toBeCloseTo(-0.2, 9);
    expect(statisticsNotes.MaxDrawdown).toMatch(/^over [4-6] samples of equity$/);
  });

  it('tells what its sources may bring and seldom mean to, with their names', () => {
    const [quote, other] = [aQuote({ at: MINUTE }), aQuote({ at: 2 * MINUTE })];
    const cut = arraySource('quotes', [quote, quote, other]);
    const { notes } = runBacktest({
      ...configOf([]),
      sources: [
        { ...cut, open: () => ({ ...cut.open(), notes: () => ['it may be cut off'] }) },
        arraySource('more', [other]),
      ],
    });
    expect(notes).toEqual([
      'quotes: 1 row repeats the row before: first row 2, sequence 0',
      'quotes: it may be cut off',
    ]);
  });

  it('says nothing of a year after one day, and why', () => {
    const { statistics, statisticsNotes } = runBacktest(configOf(quotesOf([100_00, 99_00])));
    expect(statistics.CAGR).toBeNull();
    expect(statisticsNotes.CAGR).toBe('none: 1 day, and a yearly figure takes 20');
  });
});
