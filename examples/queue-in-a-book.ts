// A recorded order book. Who takes gets each price as far as it shows; who waits stands behind all
// that was there first, and what he gets depends on the trades, and on who is taken to have left the
// queue before its turn: only those behind him (patient), or anyone (proportional).
import { arraySource } from 'argosy/backtest';
import { toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import type { BookLevel, BookUpdate, Datum, Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { patientQueue, proportionalQueue } from 'argosy/matching';

import { demo, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const rows = [
  book(1, {
    anew: true,
    bids: [
      [100.0, 300],
      [99.95, 500],
    ],
    asks: [
      [100.05, 40],
      [100.1, 200],
    ],
  }),
  book(2, { bids: [[100.0, 400]] }), // a hundred more come, behind us
  book(3, { bids: [[100.0, 150]] }), // and 250 leave, before us or behind
  sold(4, 100.0, 120), // somebody sells 120 to those who wait
  book(5, { bids: [[100.0, 30]] }),
  sold(6, 100.0, 60),
];

class TakesAndWaits extends Strategy {
  override onStart(): void {
    this.data.subscribeBook(sbin.id);
  }

  override onBook(): void {
    this.data.unsubscribeBook(sbin.id); // the first one is enough
    const [best] = this.cache.book(sbin.id)?.bids ?? [];
    if (best === undefined) return;
    const of = { instrument: sbin.id, side: 'buy' } as const;
    this.orders.submit(this.orders.market({ ...of, qty: toQuantity(100), tag: 'takes' }));
    const limit = { ...of, qty: toQuantity(50), limit: best.price, tag: 'waits' };
    this.orders.submit(this.orders.limit(limit));
  }
}

export function runQueueInABook(): readonly Told[] {
  return Object.entries({ patientQueue, proportionalQueue }).map(([title, queue]) =>
    runAndTell(title, {
      instruments: [sbin],
      sources: [arraySource('book', rows)],
      accounts: [demo],
      strategies: [{ id: 'queues', strategy: TakesAndWaits, account: demo.id }],
      venue: { queue },
    }),
  );
}

type Levels = readonly (readonly [rupees: number, qty: number])[];

function book(
  second: number,
  told: { readonly anew?: boolean; readonly bids?: Levels; readonly asks?: Levels },
): BookUpdate {
  const { anew: isSnapshot = false, bids = [], asks = [] } = told;
  return { kind: 'book', ...at(second), isSnapshot, bids: bids.map(level), asks: asks.map(level) };
}

function sold(second: number, rupees: number, qty: number): Trade {
  const tradeId = toTradeId(`T${second}`);
  return { kind: 'trade', ...at(second), ...level([rupees, qty]), aggressor: 'sell', tradeId };
}

function level([rupees, qty]: readonly [number, number]): BookLevel {
  return { price: toPrice(Math.round(rupees * 100)), qty: toQuantity(qty) };
}

function at(second: number): Datum {
  const now = toTimestamp(second * 1_000_000);
  return { instrument: sbin.id, eventAt: now, nanos: 0, availableAt: now, sourceSequence: second };
}
