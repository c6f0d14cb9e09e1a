import { money, toAccountId, toCurrency, toMicros, toQuantity, Random } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { noLatency, probabilisticFills } from 'argosy/matching';
import { anInstrument, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount, type BacktestConfig, type StrategyConfig } from './config.ts';
import type { FillRow } from './run-sink.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));

class Bystander extends Strategy {}

/** Bids at each third quote and takes what it has back to the market at each seventh. */
class Bidder extends Strategy {
  #quotes = 0;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote({ bid }: Quote): void {
    this.#quotes += 1;
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;
    if (this.#quotes % 3 === 0) this.orders.submit(this.orders.limit({ ...of, limit: bid }));
    if (this.#quotes % 7 === 0) this.orders.close(instrument.id);
  }
}

const walk = Random.fromSeed(5);
let bid = 10_000;
const quotes = Array.from({ length: 200 }, (_, n) => {
  bid += 5 * (walk.nextInt(3) - 1);
  return aQuote({ at: (n + 1) * 20_000, bid, ask: bid + 5 });
});

function fillsOf(strategies: readonly StrategyConfig[]): readonly string[] {
  const fills: string[] = [];
  const config: BacktestConfig = {
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [account],
    strategies,
    venue: {
      latency: { ...noLatency, jitter: toMicros(50_000) },
      fills: probabilisticFills({ limit: 0.3, slip: 0.5 }),
    },
  };
  const run = new Backtest(config, {
    fill: ({ request: { strategy, side }, fill }: FillRow) => {
      fills.push(`${strategy} ${side} ${fill.qty} at ${fill.price}, ${fill.at}`);
    },
  });
  while (run.advance(100_000) === 'running');
  return fills;
}

test('a bystander changes nothing for others, neither in chance nor in ways', () => {
  const bidder = { id: 'm', strategy: Bidder, account: account.id };
  const alone = fillsOf([bidder]);
  expect(alone.length).toBeGreaterThan(20);
  const others = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 4 });
  const property = fc.property(others, (ids) => {
    const bystanders = ids
      .filter((id) => id !== 'm')
      .map((id) => ({ id, strategy: Bystander, account: account.id }));
    expect(fillsOf([...bystanders, bidder])).toEqual(alone);
  });
  fc.assert(property, { numRuns: 20 });
});

test('two strategies with the same number of orders have chances of their own', () => {
  const twins = ['m', 'n'].map((id) => ({ id, strategy: Bidder, account: account.id }));
  const fills = fillsOf(twins);
  const of = (id: string): readonly string[] =>
    fills.filter((text) => text.startsWith(id)).map((text) => text.slice(2));
  expect(of('m')).not.toEqual(of('n'));
});
