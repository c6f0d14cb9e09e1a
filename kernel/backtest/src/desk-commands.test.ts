import {
  money,
  toAccountId,
  toBookId,
  toCurrency,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
  type Money,
} from 'argosy/core';
import { Strategy, type StrategyClass } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { runBacktest } from './backtest.ts';
import { checkConfig } from './checks/check-config.ts';
import { mistakeText } from './checks/mistakes.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { HandCommand, TimedCommand } from './hand-command.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const SECOND = 1_000_000;
const instrument = anInstrument();
const account = toAccountId('A1');
const rupees = (amount: bigint): Money => money(amount * 100n, toCurrency('INR'));
const at = (second: number, body: HandCommand): TimedCommand => {
  return { at: toTimestamp(second * SECOND), ...body };
};

/** Sends a limit for two shares at each quote, from the first second to the fifth. */
class Bidder extends Strategy {
  /** Far below the market, so that it rests. */
  limit = 9_000;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(2) } as const;
    this.orders.submit(this.orders.limit({ ...of, limit: toPrice(this.limit) }));
  }
}

/** The same at the market, so that each fills for 200.00. */
class Buyer extends Bidder {
  override limit = 10_000;
}

function configOf(commands: readonly TimedCommand[], strategy: StrategyClass): BacktestConfig {
  const quotes = [1, 2, 3, 4, 5].map((second) => {
    return aQuote({ at: second * SECOND, bid: 10_000, ask: 10_000 });
  });
  return {
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [cashAccount(account, rupees(1_500n))],
    strategies: [{ id: 'bidder', strategy, account }],
    commands,
  };
}

function run(commands: readonly TimedCommand[], strategy: StrategyClass = Bidder): BacktestResult {
  return runBacktest(configOf(commands, strategy));
}

it('is a kill switch: what works is cancelled, and nothing goes out any more', () => {
  const { counts, openOrders, commands } = run([at(3, { type: 'kill', account, reason: 'fire' })]);
  expect([openOrders.length, counts.denied]).toEqual([0, 3]);
  expect(commands).toMatchObject([{ outcome: 'done', type: 'kill' }]);
});

it('is a kill switch of one strategy only', () => {
  const scope = { kind: 'strategy', strategy: toStrategyId('bidder') } as const;
  expect(run([at(3, { type: 'kill', account, scope })]).openOrders).toEqual([]);
  const mistakes = checkConfig(
    configOf(
      [at(3, { type: 'kill', account, scope: { kind: 'book', book: toBookId('b') } })],
      Bidder,
    ),
  );
  expect(mistakes.map(mistakeText)).toEqual([
    'commands[0].book: unknown book b; account A1 has bidder',
  ]);
});

it('sets a limit, and takes it back', () => {
  const limit = { type: 'setLimit', account, limit: 'orderQty' } as const;
  const { counts, denials } = run([
    at(2, { ...limit, value: 1n }),
    at(4, { ...limit, value: null }),
  ]);
  expect([counts.denied, denials.length]).toEqual([2, 1]);
  expect(run([at(2, { ...limit, value: 2n })]).counts.denied).toBe(0);
});

it('sets a limit until an instant', () => {
  const limit = { type: 'setLimit', account, limit: 'orderQty', value: 1n } as const;
  const until = toTimestamp(3 * SECOND);
  expect(run([at(2, { ...limit, until })]).counts.denied).toBe(1);
});

it('freezes an account, and says what it has to keep', () => {
  const { counts } = run([at(3, { type: 'setStatus', account, status: 'frozen' })], Buyer);
  expect(counts).toMatchObject({ fills: 2, denied: 3 });
  const kept = run([at(1, { type: 'setFloor', account, floor: rupees(1_000n) })], Buyer);
  expect(kept.counts).toMatchObject({ fills: 2, denied: 3 });
});

it.each([
  [
    {
      limit: 'openValue',
      value: 1n,
      scope: { kind: 'strategy', strategy: toStrategyId('bidder') },
    },
    'commands[0].limit: openValue is not counted by strategy, but by firm, account',
  ],
  [
    { limit: 'orderQty', value: 1n, until: toTimestamp(SECOND) },
    'commands[0].until: 1970-01-01T00:00:01Z is not after at, 1970-01-01T00:00:01Z',
  ],
  [
    { limit: 'orderQty', value: -1n },
    'commands[0].value: expected a whole amount, a bigint from 0n, found -1n',
  ],
  [
    { limit: 'drawdown', value: 0n },
    'commands[0].value: drawdown of 0 is reached before anything is lost',
  ],
] as const)('is told that %o cannot be', (limit, mistake) => {
  const command = at(1, { type: 'setLimit', account, ...limit });
  expect(checkConfig(configOf([command], Bidder)).map(mistakeText)).toEqual([mistake]);
});

it('is told that no money is limited on a firm of several currencies', () => {
  const value = { type: 'setLimit', account, value: 1n, scope: { kind: 'firm' } } as const;
  const commands = [
    at(1, { ...value, limit: 'dailyLoss' }),
    at(1, { ...value, limit: 'orderQty' }),
  ];
  const config = configOf(commands, Bidder);
  const foreign = cashAccount(toAccountId('A2'), money(100_00n, toCurrency('USD')));
  const mistakes = checkConfig({ ...config, accounts: [...config.accounts, foreign] });
  expect(mistakes.map(mistakeText)).toEqual([
    'commands[0].limit: dailyLoss of the firm needs accounts of one currency, not of INR, USD',
  ]);
});
