/**
 * One process that says what it holds: `node --expose-gc … long-run.ts quoting|repeating`. `quoting` is one
 * long run that sends and cancels all the time; `repeating` is the same short run over and over. Prints
 * the bytes of the heap after a full collection, a quarter of the way at a time, as a line of JSON.
 */
import { arraySource, Backtest, cashAccount, type BacktestConfig } from 'argosy/backtest';
import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument } from '@argosy/testkit';

/** What was held at each quarter, and how many orders there had been by the end. */
export type Held = { readonly bytes: readonly number[]; readonly orders: number };

const PARTS = 4;
const LONG_ROWS = 40_000;
const SHORT_ROWS = 1_000;
const SHORT_RUNS = 40;
const FROM = 1_700_000_000_000_000;
/** Microseconds from one quote to the next. */
const STEP = 250_000;
const account = toAccountId('A1');
const inr = toCurrency('INR');
const names = Array.from({ length: 4 }, (_, place) => toInstrumentId(`I${place}.NSE`));

/** Keeps a bid at work in each instrument, moves it with every quote, and trades at each besides. */
class Quoting extends Strategy {
  override onStart(): void {
    for (const id of names) this.data.subscribeQuotes(id);
  }

  override onQuote({ instrument, bid }: Quote): void {
    this.orders.cancelAll(instrument);
    const far = { instrument, side: 'buy', qty: toQuantity(1), tif: 'GTC' } as const;
    this.orders.submit(this.orders.limit({ ...far, limit: toPrice(bid - 5) }));
    this.orders.submit(this.orders.market({ ...far, side: this.#side(instrument) }));
  }

  #side(instrument: Quote['instrument']): 'buy' | 'sell' {
    return this.portfolio.qty(instrument) > 0 ? 'sell' : 'buy';
  }
}

const mode = process.argv[2];
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run it with --expose-gc');
const held = mode === 'repeating' ? repeat() : quote();
console.log(JSON.stringify(held));

function quote(): Held {
  const run = new Backtest(configOf(LONG_ROWS));
  const bytes: number[] = [];
  for (let part = 1; part <= PARTS; part += 1) {
    const until = FROM + (part * LONG_ROWS * STEP) / PARTS;
    while ((run.progress.at ?? 0) < until && run.advance(1_000) === 'running');
    bytes.push(heapBytes());
  }
  return { bytes, orders: run.result().counts.orders };
}

function repeat(): Held {
  const config = configOf(SHORT_ROWS);
  const bytes: number[] = [];
  let orders = 0;
  for (let run = 1; run <= SHORT_RUNS; run += 1) {
    const backtest = new Backtest(config);
    while (backtest.advance(1_000_000) === 'running');
    orders += backtest.result().counts.orders;
    if (run % (SHORT_RUNS / PARTS) === 0) bytes.push(heapBytes());
  }
  return { bytes, orders };
}

function configOf(rows: number): BacktestConfig {
  return {
    instruments: names.map((id) => anInstrument({ id })),
    sources: [arraySource('quotes', quotesOf(rows))],
    accounts: [cashAccount(account, money(1_000_000_000_00n, inr))],
    strategies: [{ id: 'quoting', strategy: Quoting, account }],
  };
}

function heapBytes(): number {
  collect?.();
  return process.memoryUsage().heapUsed;
}

function quotesOf(rows: number): readonly Quote[] {
  return Array.from({ length: rows }, (_, place): Quote => {
    const at = toTimestamp(FROM + place * STEP);
    const bid = toPrice(10_000 + (place % 7) * 5);
    return {
      kind: 'quote',
      instrument: names[place % names.length] ?? toInstrumentId('I0.NSE'),
      bid,
      ask: toPrice(bid + 5),
      bidQty: toQuantity(100),
      askQty: toQuantity(100),
      eventAt: at,
      nanos: 0,
      availableAt: at,
      sourceSequence: place,
    };
  });
}
