/**
 * One process: a recorded book through venue, trading and engine, again and again until it is a day,
 * with a strategy that keeps orders in its queues and asks them anew after so many updates.
 * `node … depth-run.ts TIMES RUNS UPDATES`; prints one line of JSON. The first run is cold.
 */
import { arraySource, cashAccount, runBacktest, type BacktestResult } from 'argosy/backtest';
import { money, toAccountId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { BookUpdate, MarketData, Side } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { proportionalQueue } from 'argosy/matching';
import { recordedCoin, recordedDepth } from '@argosy/testkit';

/** What one process prints. */
export type DepthReport = {
  /** Prices told, each of them a change of the book. */
  readonly deltas: number;
  readonly updates: number;
  readonly trades: number;
  /** Seconds of each run, the cold one first. */
  readonly seconds: readonly number[];
  readonly orders: number;
  readonly fills: number;
  readonly hash: string;
};

/** A recording is 25 seconds long; the next begins half a minute after it began. */
const STEP = 30_000_000;
const LEVELS = 5;
const account = toAccountId('A1');
const { id: instrument, currency } = recordedCoin;

/** Keeps an order at each of the best prices of both sides, and asks them anew now and then. */
class QueueKeeper extends Strategy {
  #updates = 0;

  override onStart(): void {
    this.data.subscribeBook(instrument);
  }

  override onBook(): void {
    this.#updates += 1;
    if (this.#updates % Number(updatesKept) !== 1) return;
    this.orders.cancelAll(instrument);
    const depth = this.cache.book(instrument, LEVELS);
    if (depth === undefined) return;
    for (const { price } of depth.bids) this.#place('buy', price);
    for (const { price } of depth.asks) this.#place('sell', price);
  }

  #place(side: Side, price: number): void {
    const qty = toQuantity(100);
    const limit = toPrice(price);
    if (side === 'sell' && this.portfolio.qty(instrument) < LEVELS * qty) return;
    this.orders.submit(this.orders.limit({ instrument, side, qty, limit, tif: 'GTC' }));
  }
}

const [, , times = '170', runs = '4', updatesKept = '20'] = process.argv;
const rows = repeat(recordedDepth().rows, Number(times));
const books = rows.filter((row): row is BookUpdate => row.kind === 'book');
const seconds: number[] = [];
let result: BacktestResult | null = null;
for (let run = 0; run < Number(runs); run += 1) {
  const start = performance.now();
  result = play();
  seconds.push((performance.now() - start) / 1000);
}
if (result === null) throw new RangeError('RUNS is at least 1');
const report: DepthReport = {
  deltas: books.reduce((sum, { bids, asks }) => sum + bids.length + asks.length, 0),
  updates: books.length,
  trades: rows.length - books.length,
  seconds,
  orders: result.counts.orders,
  fills: result.counts.fills,
  hash: result.hash,
};
console.log(JSON.stringify(report));

function play(): BacktestResult {
  return runBacktest({
    instruments: [recordedCoin],
    sources: [arraySource('recorded', rows)],
    accounts: [cashAccount(account, money(10n ** 12n, currency))],
    strategies: [{ id: 'keeper', strategy: QueueKeeper, account }],
    venue: { queue: proportionalQueue },
  });
}

function repeat(once: readonly MarketData[], count: number): readonly MarketData[] {
  return Array.from({ length: count }, (_, at) =>
    once.map((row) => {
      const moved = toTimestamp(row.availableAt + at * STEP);
      return { ...row, eventAt: moved, availableAt: moved };
    }),
  ).flat();
}
