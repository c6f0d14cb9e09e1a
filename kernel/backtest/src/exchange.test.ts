import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  type InstrumentId,
} from 'argosy/core';
import type { BookUpdate, Fill, Side, Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { indianHalts } from 'argosy/matching';
import { aQuote, anInstrument } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { checkConfig } from './checks/check-config.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const SECOND = 1_000_000;
const clock = anInstrument({ id: toInstrumentId('CLOCK.X') });
const traded: InstrumentId = toInstrumentId('OURS.X');
const limit = toPrice(10_000);
let heard: string[] = [];
let fills: Fill[] = [];

/** Offers at the first tick of the clock. */
class Maker extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(clock.id);
  }

  override onQuote(): void {
    if (this.cache.openOrderCount === 0) this.send('sell');
  }

  protected send(side: Side): void {
    const qty = toQuantity(10);
    this.orders.submit(this.orders.limit({ instrument: traded, side, qty, limit, tif: 'GTC' }));
  }
}

/** Takes what the book of the exchange offers, and listens to its tape. */
class Taker extends Maker {
  override onStart(): void {
    this.data.subscribeBook(traded);
    this.data.subscribeTrades(traded);
  }

  override onBook({ asks }: BookUpdate): void {
    heard.push(`book of ${asks.length}`);
    if (asks.length > 0 && this.portfolio.qty(traded) === 0) this.send('buy');
  }

  override onTrade({ price, qty, aggressor }: Trade): void {
    heard.push(`${aggressor ?? 'nobody'} took ${qty} at ${price}`);
  }
}

const accountOf = (id: string) =>
  marginAccount(toAccountId(id), money(10_000_000n, toCurrency('INR')));
const config: BacktestConfig = {
  instruments: [clock, anInstrument({ id: traded })],
  sources: [
    arraySource(
      'clock',
      [1, 2].map((at) => aQuote({ instrument: clock.id, at: at * SECOND })),
    ),
  ],
  accounts: [accountOf('A1'), accountOf('B1')],
  strategies: [
    { id: 'maker', strategy: Maker, account: 'A1' },
    { id: 'taker', strategy: Taker, account: 'B1' },
  ],
  venue: { exchange: { instruments: [traded] } },
};

const run = (changes: Partial<BacktestConfig> = {}) =>
  runBacktest(
    { ...config, ...changes },
    { orderClosed: (order) => void fills.push(...order.fills) },
  );
beforeEach(() => {
  heard = [];
  fills = [];
});

test.each([
  ['unknown', 'NONE.X', ['unknown NONE.X', 'no source brings quotes, trades or bars of NONE.X']],
  ['told by nobody', 'INDEX.X', ['no source brings quotes, trades or bars of INDEX.X']],
  ['told by a source', 'CLOCK.X', []],
] as const)('halts by an index that is %s', (_, index, expected) => {
  const instruments = [...config.instruments, anInstrument({ id: toInstrumentId('INDEX.X') })];
  const venue = { halts: indianHalts(index) };
  const found = checkConfig({ ...config, instruments, venue, strategies: [] });
  expect(found.map(({ detail }) => detail)).toEqual(expected);
  expect(found.every(({ place }) => place === 'venue.halts')).toBe(true);
});

describe('a run at an exchange', () => {
  test('lets strategies of two accounts trade with each other, and hear of it', () => {
    const { counts } = run({
      sources: [arraySource('clock', [aQuote({ instrument: clock.id, at: SECOND })])],
    });
    expect(heard).toEqual(['book of 1', 'buy took 10 at 10000', 'book of 0']);
    expect(fills.map(({ price, liquidity }) => [price, liquidity])).toEqual([
      [10_000, 'maker'],
      [10_000, 'taker'],
    ]);
    expect([counts.trades, counts.books]).toEqual([1, 2]);
  });

  test('comes to the same each time', () => {
    expect(run().hash).toBe(run().hash);
  });

  test.each([
    ['unknown', { exchange: { instruments: ['NONE.X'] } }, 'unknown NONE.X'],
    [
      'fed by a source',
      { exchange: { instruments: [clock.id] } },
      'CLOCK.X has data as well, from clock',
    ],
  ] as const)('is refused where an instrument is %s', (_, venue, detail) => {
    const place = 'venue.exchange.instruments[0]';
    expect(checkConfig({ ...config, venue, strategies: [] })).toEqual([{ place, detail }]);
  });
});
