import {
  money,
  parseTimestamp,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  unwrap,
} from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote, plainMatrix } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount } from './config.ts';
import { arraySource } from './source.ts';

const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const share = anInstrument();
/** An instant of January 2023. */
const utc = (text: string): number => unwrap(parseTimestamp(`2023-01-${text}Z`)).at;
const quote = (at: number, bid: number): Quote => aQuote({ at, bid, ask: bid + 5 });

/** What the strategy heard, and when. */
let heard: (readonly [at: number, what: string])[] = [];

/** Asks for a stop of the day with the first quote. */
class OneStop extends Strategy {
  #hasSent = false;

  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }

  override onQuote(): void {
    if (this.#hasSent) return;
    this.#hasSent = true;
    const of = { instrument: share.id, side: 'buy', qty: toQuantity(1), tif: 'DAY' } as const;
    this.orders.submit(this.orders.stopMarket({ ...of, trigger: toPrice(10_100) }));
  }

  override onOrderEmulated(): void {
    this.#note('waits');
  }

  override onOrderReleased(): void {
    this.#note('goes');
  }

  override onOrderFilled(): void {
    this.#note('filled');
  }

  override onOrderExpired(): void {
    this.#note('expired');
  }

  #note(what: string): void {
    heard.push([this.clock.now, what]);
  }
}

function run(rows: readonly Quote[]): void {
  heard = [];
  const backtest = new Backtest({
    instruments: [share],
    accounts: [account],
    strategies: [{ id: 'one', strategy: OneStop, account: account.id }],
    sources: [arraySource('quotes', rows)],
    limits: { matrix: plainMatrix, unsupported: 'emulate' },
  });
  while (backtest.advance(1_000) === 'running');
}

test('a strategy hears of a stop that waits for it, goes and fills, each at its instant', () => {
  const first = utc('06T22:00:00');
  run([quote(first, 10_000), quote(first + 1_000_000, 10_095)]);
  expect(heard).toEqual([
    [first, 'waits'],
    [first + 1_000_000, 'goes'],
    [first + 1_000_000, 'filled'],
  ]);
});

test('one that waits ends with its day, not with the first row of the next one', () => {
  const first = utc('06T22:00:00');
  run([quote(first, 10_000), quote(utc('07T10:00:00'), 10_200)]);
  expect(heard).toEqual([
    [first, 'waits'],
    [utc('07T00:00:00'), 'expired'],
  ]);
});
