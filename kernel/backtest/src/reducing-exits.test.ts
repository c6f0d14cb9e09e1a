import { toAccountId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = toAccountId('A1');
const SECOND = 1_000_000;

/** Holds ten by a bracket, ten without exits, and closes all of it at the fourth quote. */
class ClosesAll extends Strategy {
  #quotes = 0;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    this.#quotes += 1;
    if (this.#quotes === 4) this.orders.close(instrument.id);
    if (this.#quotes > 1) return;
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(10) } as const;
    this.orders.submitBracket({ ...of, target: toPrice(10_100), stop: toPrice(9_900) });
    this.orders.submit(this.orders.market(of));
  }
}

test('an account that may only reduce closes a position of which exits cover a part', () => {
  const times = [1, 2, 3, 4, 5, 6].map((second) => second * SECOND);
  const quotes = times.map((at) => aQuote({ at, bid: 10_000, ask: 10_000 }));
  const { denials, positions, openOrders } = runBacktest({
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [marginAccount(account, rupees(100_000_00n))],
    strategies: [{ id: 's', strategy: ClosesAll, account }],
    commands: [{ at: toTimestamp(3 * SECOND), type: 'setState', account, state: 'REDUCING' }],
  });
  expect([denials, positions, openOrders]).toEqual([[], [], []]);
});
