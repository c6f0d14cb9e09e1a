import type { Price, SessionClock } from 'argosy/core';
import type { Bar, BarSpec, BarSpecText, Trade } from 'argosy/domain';

import type { BarCounts, LatePolicy } from './late-data.ts';

/** Builds the bars of one specification; what it finishes goes to `emit`. */
export type BarBuilder = {
  readonly spec: BarSpecText;
  /** When the clock closes the bar under way; Infinity while nothing is, or data closes it. */
  readonly dueAt: number;
  /**
   * Takes a price in that happened at `eventAt` and came now; says whether a bar begins with it, and
   * `dueAt` is news.
   */
  add(now: number, eventAt: number, price: number, qty: number): boolean;
  /** Takes a trade in, where the bars are of who takes. */
  addTrade?(now: number, trade: Trade): void;
  /** Takes a finer bar in. */
  addBar(now: number, bar: Bar): void;
  /** Finishes the bar that is due. */
  close(): void;
  /** Drops the bar under way. */
  clear(): void;
};

/** What a builder is made of. */
export type BarBuilderOptions = {
  readonly text: BarSpecText;
  readonly spec: BarSpec;
  readonly clock: SessionClock;
  /** The decimals of the instrument's quantities. */
  readonly sizePrecision: number;
  /** The decimals and the step of its prices. */
  readonly pricePrecision: number;
  readonly tick: number;
  /** What one unit at a price of one is worth, and its decimals. */
  readonly multiplier: bigint;
  readonly multiplierScale: number;
  readonly late: LatePolicy;
  readonly counts: BarCounts;
  readonly emit: (bar: Bar) => void;
};

/** The price a quote gives a bar of one side, in whole price units; a mid between two is rounded down. */
export function quotePrice(side: 'BID' | 'ASK' | 'MID', bid: Price, ask: Price): number {
  if (side === 'BID') return bid;
  if (side === 'ASK') return ask;
  return Math.floor((bid + ask) / 2);
}
