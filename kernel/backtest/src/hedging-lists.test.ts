import { toAccountId, toPrice, toQuantity } from 'argosy/core';
import { Strategy, type StrategyClass } from 'argosy/engine';
import { linkOto, linkOuo } from 'argosy/orders';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = toAccountId('A1');
const SECOND = 1_000_000;

abstract class AtFirst extends Strategy {
  #isSent = false;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    if (this.#isSent) return;
    this.#isSent = true;
    this.send();
  }

  abstract send(): void;
}

/** Ties orders by hand, and names no position. */
class ByHand extends AtFirst {
  override send(): void {
    const of = { instrument: instrument.id, qty: toQuantity(10), tif: 'GTC' } as const;
    const entry = this.orders.market({ ...of, side: 'buy', tif: 'DAY' });
    const exits = linkOuo([
      this.orders.limit({ ...of, side: 'sell', limit: toPrice(10_100) }),
      this.orders.stopMarket({ ...of, side: 'sell', trigger: toPrice(9_900) }),
    ]);
    this.orders.submitList(linkOto(entry, exits, 'eachFill'));
  }
}

/** Sends two orders of which the second one fills. */
class EitherWay extends AtFirst {
  override send(): void {
    const of = { instrument: instrument.id, qty: toQuantity(10), side: 'buy' } as const;
    const low = this.orders.limit({ ...of, limit: toPrice(9_000) });
    const high = this.orders.stopMarket({ ...of, trigger: toPrice(10_050) });
    this.orders.submitList(linkOuo([low, high]));
  }
}

function run(strategy: StrategyClass): BacktestResult {
  const prices = [10_000, 10_000, 10_100, 10_100];
  const quotes = prices.map((price, at) =>
    aQuote({ at: (at + 1) * SECOND, bid: price, ask: price }),
  );
  return runBacktest({
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [{ ...marginAccount(account, rupees(100_000_00n)), mode: 'hedging' }],
    strategies: [{ id: 's', strategy, account }],
  });
}

test('exits tied by hand in a hedging book close the position of their entry', () => {
  const { faults, denials, positions, closedPositions, openOrders } = run(ByHand);
  expect([faults, denials, positions, openOrders]).toEqual([[], [], [], []]);
  expect(closedPositions).toHaveLength(1);
});

test('orders of which one updates the other open one position, whichever fills', () => {
  const { faults, denials, positions, openOrders } = run(EitherWay);
  expect([faults, denials, openOrders]).toEqual([[], [], []]);
  expect(positions.map(({ qty }) => qty)).toEqual([10]);
});
