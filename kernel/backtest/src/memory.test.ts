import {
  MICROS_PER_SECOND,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import { toBarSpecText, type Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount } from './config.ts';
import { generatorSource, type Source } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const bars = toBarSpecText(`${instrument.id}-1-SECOND-BID-INTERNAL`);
/** How many quotes the strategy takes to trade in every way it can and be flat again. */
const CYCLE = 50;
const BATCH = 1_000;
const LONG = 330_000;

/** How far the run under way has read, and how far its strategy has heard. */
let [read, heard] = [0, 0];
/** The passes over data that are open. */
let openPasses = 0;
/** What the strategy saw in its cache when it stopped. */
let seen = { bars: 0, openOrders: 0, hasFirst: true, hasLast: false };

/** Trades on and on; at the end of a cycle it is flat and has no open order. */
class Trader extends Strategy {
  #first: OrderId | null = null;
  #last: OrderId | null = null;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
    this.data.subscribeBars(bars);
  }

  override onQuote({ sourceSequence }: Quote): void {
    heard = sourceSequence + 1;
    const { orders } = this;
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;
    const exits = { target: toPrice(11_000), stop: toPrice(9_000) };
    const place = sourceSequence % CYCLE;
    if (place === 0) this.#note(orders.submit(orders.market(of)).request.id);
    else if (place === 10) orders.submit(orders.limit({ ...of, limit: toPrice(9_000) }));
    else if (place === 20) orders.submitBracket({ ...of, ...exits });
    else if (place === 30) orders.cancelAll();
    else if (place === 40) orders.close(instrument.id);
  }

  override onStop(): void {
    const isKept = (order: OrderId | null): boolean =>
      order !== null && this.cache.order(order) !== undefined;
    const { length: barCount } = this.cache.bars(bars);
    const { openOrderCount: openOrders } = this.cache;
    seen = {
      bars: barCount,
      openOrders,
      hasFirst: isKept(this.#first),
      hasLast: isKept(this.#last),
    };
  }

  #note(order: OrderId): void {
    this.#first ??= order;
    this.#last = order;
  }
}

/** Quotes ten times a second, made a batch at a time and counted. */
function quotesOf(rows: number, failsAt = Number.POSITIVE_INFINITY): Source {
  return generatorSource('quotes', [{ kind: 'quote', instrument: instrument.id }], function* () {
    openPasses += 1;
    try {
      for (let start = 0; start < rows; start += BATCH) {
        if (start >= failsAt) throw new Error('the disk is gone');
        const size = Math.min(BATCH, rows - start);
        read = start + size;
        yield Array.from({ length: size }, (_, n) => quoteOf(start + n));
      }
    } finally {
      openPasses -= 1;
    }
  });
}

function quoteOf(n: number): Quote {
  const bid = 10_000 + 5 * (n % 7);
  return {
    ...aQuote({ at: (n + 1) * (MICROS_PER_SECOND / 10), bid, ask: bid + 5 }),
    sourceSequence: n,
  };
}

function backtestOf(source: Source): Backtest {
  [read, heard] = [0, 0];
  return new Backtest({
    instruments: [instrument],
    sources: [source],
    accounts: [account],
    strategies: [{ id: 'trader', strategy: Trader, account: account.id }],
  });
}

/** How many values there are in a piece of plain data. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 1;
  return Object.values(value).reduce((sum: number, part) => sum + countValues(part), 1);
}

/** The size of everything that trading keeps. */
const sizeOf = (run: Backtest): number => countValues(run.trading.exportState());

// Known from other engines: memory that a streamed run never stops taking (nautilus_trader issue
// 3889), and a cache that keeps every event of every order (4663).
describe('a run of many rows', () => {
  const run = backtestOf(quotesOf(LONG));
  let readAhead = 0;
  let [sizeBefore, sizeAtEnd] = [0, 0];

  function advanceTo(quote: number): void {
    while (heard < quote && run.advance(1) === 'running')
      readAhead = Math.max(readAhead, read - heard);
  }

  beforeAll(() => {
    advanceTo((LONG / 3) * 2);
    sizeBefore = sizeOf(run);
    advanceTo(LONG);
    sizeAtEnd = sizeOf(run);
    while (run.advance(1_000) === 'running');
    // On a busy machine so many rows take longer than a hook is given.
  }, 60_000);

  test('really trades', () => {
    const { counts, positions, faults } = run.result();
    expect(counts).toMatchObject({ quotes: LONG, orders: 6 * (LONG / CYCLE), denied: 0 });
    expect(positions).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('reads no more than a batch ahead of what strategies have heard', () => {
    expect(readAhead).toBeGreaterThan(0);
    expect(readAhead).toBeLessThanOrEqual(BATCH + 1);
  });

  test('keeps no more of trading at its end than a third of its way before', () => {
    expect(sizeAtEnd).toBe(sizeBefore);
  });

  test('keeps the last closed orders of trading, and none that is open or held', () => {
    const { fold } = run.trading.exportState();
    expect(fold.orders.closed.count).toBe(10_000);
    expect(fold.orders.open).toEqual([]);
    expect(fold.lists.lists).toEqual([]);
  });

  test('keeps the last bars and orders in the cache of its strategies', () => {
    expect(seen).toEqual({ bars: 1_000, openOrders: 0, hasFirst: false, hasLast: true });
  });

  test('keeps no event in its journal unless told to', () => {
    expect([...run.journal.read()]).toEqual([]);
  });
});

// Known from other engines: each run leaves something behind (nautilus_trader issue 3721).
describe('fifty runs one after another', () => {
  const rows = 10 * CYCLE;

  beforeEach(() => {
    openPasses = 0;
  });

  function outcome(run: Backtest): readonly [string, number, number] {
    while (run.advance(1_000) === 'running');
    return [run.result().hash, run.result().inputs, sizeOf(run)];
  }

  test('come to the same and keep the same', () => {
    const first = outcome(backtestOf(quotesOf(rows)));
    for (let n = 1; n < 50; n += 1) expect(outcome(backtestOf(quotesOf(rows)))).toEqual(first);
  });

  test('leave no source open when they are done', () => {
    for (let n = 0; n < 50; n += 1) outcome(backtestOf(quotesOf(rows)));
    expect(openPasses).toBe(0);
  });

  test('leave no source open when they are cancelled, begun or not', () => {
    for (let n = 0; n < 50; n += 1) {
      const run = backtestOf(quotesOf(3 * BATCH));
      if (n % 2 === 0) run.advance(n + 1);
      run.cancel();
    }
    expect(openPasses).toBe(0);
  });

  test('leave no source open when they fail', () => {
    for (let n = 0; n < 50; n += 1) {
      const run = backtestOf(quotesOf(3 * BATCH, BATCH));
      expect(() => outcome(run)).toThrow('the disk is gone');
    }
    expect(openPasses).toBe(0);
  });
});
