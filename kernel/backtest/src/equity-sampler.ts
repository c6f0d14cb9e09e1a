import {
  MICROS_PER_DAY,
  toTimestamp,
  type Currency,
  type AccountId,
  type Timestamp,
} from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import type { Portfolio } from 'argosy/engine';

import type { EquitySample, RunSink } from './run-sink.ts';

/** What a sampler is made of. */
export type SamplerOptions = {
  readonly portfolio: Portfolio;
  readonly accounts: readonly { readonly id: AccountId; readonly base: Currency }[];
  readonly sink: RunSink;
  /** The exchange's distance from UTC at an instant, which says where a day ends. */
  readonly offsetAt: (at: Timestamp) => number;
  /** How often to sample where no bars flow. */
  readonly every: number;
  readonly from: Timestamp;
};

/** How many days of equity are kept for the statistics. */
export const DAILY_SAMPLES_MAX = 200_000;

/**
 * Samples every account's equity when an instant is over, or when bars open at it: after each bar (or
 * each interval where no bars flow) and at the end of each day that brought market data. What fills
 * at the open of the next bar is that bar's, though the two may share an instant. A day ends with its midnight, so
 * the bar that closes there is the last of its day; a day without data has no price of its own and
 * is none of the days a return is annualised by.
 */
export class EquitySampler {
  readonly daily: EquitySample[] = [];
  /** The instant the run began at. */
  readonly from: Timestamp;
  readonly #options: SamplerOptions;
  /** The first instant of the next day: one behind midnight. */
  #nextDayAt: number;
  #nextIntervalAt: number;
  #nextAt: number;
  #isBarDue = false;
  #isDayDue = false;
  #hasBars = false;
  /** The last instant that was sampled before bars opened at it. */
  #openedAt = Number.NaN;

  constructor(options: SamplerOptions) {
    this.#options = options;
    const { from, every } = options;
    this.from = from;
    this.#nextDayAt = this.#dayAfter(from);
    this.#nextIntervalAt = Math.floor(from / every + 1) * every;
    this.#nextAt = Math.min(this.#nextDayAt, this.#nextIntervalAt);
  }

  /** A row of market data was delivered at this instant. */
  noteRow(kind: MarketData['kind']): void {
    this.#isDayDue = true;
    if (kind !== 'bar') return;
    this.#isBarDue = true;
    this.#hasBars = true;
  }

  /** Bars open at this instant: what ended with it has ended. */
  beforeOpening(now: Timestamp): void {
    this.#openedAt = now;
    if (this.#isBarDue) this.#sampleBar(now);
    if (this.#isDayDue && now + 1 >= this.#nextDayAt && !this.#opensDay(now)) this.#sampleDay(now);
  }

  /** The run leaves an instant for a later one. */
  leave(now: Timestamp, next: number): void {
    if (this.#isBarDue) this.#sampleBar(now);
    if (next >= this.#nextAt) this.#crossBoundary(now, next);
  }

  /**
   * The run ends: the day under way is sampled as it stands. What fills where bars open stands behind
   * what ended at that instant, in the curve and in the daily returns.
   */
  finish(now: Timestamp): void {
    const at = now === this.#openedAt ? toTimestamp(now + 1) : now;
    if (this.#isBarDue) this.#sampleBar(at);
    if (this.#isDayDue || this.#isWorthAnother(at)) this.#sampleDay(at);
  }

  #crossBoundary(now: Timestamp, next: number): void {
    const { every } = this.#options;
    if (next >= this.#nextIntervalAt) {
      if (!this.#hasBars) this.#sampleBar(now);
      this.#nextIntervalAt = Math.floor(next / every + 1) * every;
    }
    if (this.#opensDay(now)) this.#nextDayAt = this.#dayAfter(now + 1);
    if (next >= this.#nextDayAt) {
      if (this.#isDayDue) this.#sampleDay(now);
      this.#nextDayAt = this.#dayAfter(next);
    }
    this.#nextAt = Math.min(this.#nextDayAt, this.#nextIntervalAt);
  }

  /** A tick that opens the run at midnight belongs to the day that begins there; no bar closed. */
  #opensDay(now: Timestamp): boolean {
    return now === this.from && !this.#hasBars && this.#nextDayAt === now + 1;
  }

  /** The first instant behind the midnight that ends the day of this one. */
  #dayAfter(at: number): number {
    const midnight = this.#midnight(at, this.#offsetAt(at));
    // Where the clock changes before it, that day is an hour longer or shorter.
    return this.#midnight(at, this.#offsetAt(midnight - 1)) + 1;
  }

  /** The first midnight from an instant on, by a clock that is `offset` ahead of UTC. */
  #midnight(at: number, offset: number): number {
    return Math.ceil((at + offset) / MICROS_PER_DAY) * MICROS_PER_DAY - offset;
  }

  #offsetAt(at: number): number {
    return this.#options.offsetAt(toTimestamp(at));
  }

  /** Whether an account is worth something else than in its last sample, or was never sampled. */
  #isWorthAnother(now: Timestamp): boolean {
    return this.#samples('day', now).some(({ account, equity }) => {
      const last = this.daily.findLast((sample) => sample.account === account);
      return last?.equity.amount !== equity.amount;
    });
  }

  #sampleBar(now: Timestamp): void {
    this.#isBarDue = false;
    for (const sample of this.#samples('bar', now)) this.#options.sink.equity?.(sample);
  }

  #sampleDay(now: Timestamp): void {
    this.#isDayDue = false;
    for (const sample of this.#samples('day', now)) {
      if (this.daily.length < DAILY_SAMPLES_MAX) this.daily.push(sample);
      this.#options.sink.equity?.(sample);
    }
  }

  #samples(kind: EquitySample['kind'], now: Timestamp): readonly EquitySample[] {
    const { portfolio } = this.#options;
    // An account whose money has no rate yet has no worth that could be compared with a later one.
    const accounts = this.#options.accounts.filter(({ id, base }) => portfolio.isValued(id, base));
    return accounts.map(({ id: account, base }) => ({
      at: toTimestamp(now),
      kind,
      account,
      equity: portfolio.equity(account, base),
      cash: portfolio.cash(account, base),
    }));
  }
}
