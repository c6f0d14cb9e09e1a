import {
  MICROS_PER_DAY,
  toTimestamp,
  type Currency,
  type AccountId,
  type Timestamp,
} from 'argosy/core';
import type { Portfolio } from 'argosy/engine';

import type { EquitySample, RunSink } from './run-sink.ts';

/** What a sampler is made of. */
export type SamplerOptions = {
  readonly portfolio: Portfolio;
  readonly accounts: readonly { readonly id: AccountId; readonly base: Currency }[];
  readonly sink: RunSink;
  /** The exchange's distance from UTC, which says where a day ends. */
  readonly offset: number;
  /** How often to sample where no bars flow. */
  readonly every: number;
  readonly from: Timestamp;
};

/** How many days of equity are kept for the statistics. */
export const DAILY_SAMPLES_MAX = 200_000;

/**
 * Samples every account's equity when an instant is over: after each bar (or each interval where no
 * bars flow) and at the end of each day.
 */
export class EquitySampler {
  readonly daily: EquitySample[] = [];
  /** The instant the run began at. */
  readonly from: Timestamp;
  readonly #options: SamplerOptions;
  #nextDayAt: number;
  #nextIntervalAt: number;
  #nextAt: number;
  #isBarDue = false;
  #hasBars = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
    const { from, offset, every } = options;
    this.from = from;
    this.#nextDayAt = Math.floor((from + offset) / MICROS_PER_DAY + 1) * MICROS_PER_DAY - offset;
    this.#nextIntervalAt = Math.floor(from / every + 1) * every;
    this.#nextAt = Math.min(this.#nextDayAt, this.#nextIntervalAt);
  }

  /** A bar was delivered at this instant. */
  noteBar(): void {
    this.#isBarDue = true;
    this.#hasBars = true;
  }

  /** The run leaves an instant for a later one. */
  leave(now: Timestamp, next: number): void {
    if (this.#isBarDue) this.#sampleBar(now);
    if (next >= this.#nextAt) this.#crossBoundary(now, next);
  }

  /** The run ends: the day under way is sampled as it stands. */
  finish(now: Timestamp): void {
    if (this.#isBarDue) this.#sampleBar(now);
    this.#sampleDay(now);
  }

  #crossBoundary(now: Timestamp, next: number): void {
    const { every } = this.#options;
    if (next >= this.#nextIntervalAt) {
      if (!this.#hasBars) this.#sampleBar(now);
      this.#nextIntervalAt = Math.floor(next / every + 1) * every;
    }
    if (next >= this.#nextDayAt) {
      this.#sampleDay(now);
      const days = Math.floor((next - this.#nextDayAt) / MICROS_PER_DAY) + 1;
      this.#nextDayAt += days * MICROS_PER_DAY;
    }
    this.#nextAt = Math.min(this.#nextDayAt, this.#nextIntervalAt);
  }

  #sampleBar(now: Timestamp): void {
    this.#isBarDue = false;
    for (const sample of this.#samples('bar', now)) this.#options.sink.equity?.(sample);
  }

  #sampleDay(now: Timestamp): void {
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
