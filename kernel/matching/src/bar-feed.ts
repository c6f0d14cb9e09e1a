import type { InstrumentIndex, Timestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';

import { BarSeries } from './bar-series.ts';
import { BarWalk } from './bar-walk.ts';
import { Depth } from './depth.ts';
import type { MomentQueue } from './moment-queue.ts';
import type { PriceStep } from './price-step.ts';
import type { BarPolicy } from './venue-config.ts';

/** What a bar feed is made of. */
export type BarFeedOptions = {
  readonly index: InstrumentIndex;
  readonly policy: BarPolicy;
  readonly queue: MomentQueue;
};

/**
 * Turns one instrument's bars into prices that orders meet. A bar announced ahead is met point by
 * point at the points' own instants, its close when the bar itself comes; one that nobody announced
 * is met all at once when it comes, by the same rules.
 */
export class BarFeed {
  readonly #options: BarFeedOptions;
  readonly #series = new BarSeries();
  readonly #walk: BarWalk;
  readonly #depth = new Depth(true);
  #stay = 0;
  #price = Number.NaN;
  /** The last bar announced: one is planned once. */
  #expected: Bar | null = null;
  /** The last whole bar and the instant it came. */
  #closed: Bar | null = null;
  #closedAt: number = Number.NaN;

  constructor(options: BarFeedOptions) {
    this.#options = options;
    this.#walk = new BarWalk(options.policy.path);
  }

  /** The span of the bars that fill, in microseconds; a shorter latency counts as none. */
  get spanUs(): number {
    return this.#series.spanUs;
  }

  /** The end of the bar under way, or null between bars. */
  get endsAt(): Timestamp | null {
    return this.#walk.bar?.closesAt ?? null;
  }

  /** When the bar before the one under way ended; NaN where it is the first. */
  get endedBefore(): number {
    return this.#walk.endedBefore;
  }

  /** Plans the points of a bar to come. One that has already begun is met when it comes itself. */
  expect(bar: Bar, now: number): void {
    if (!this.#series.chooses(bar) || bar.opensAt < now) return;
    const last = this.#expected;
    if (last !== null && last.spec === bar.spec && bar.opensAt <= last.opensAt) return;
    this.#expected = bar;
    this.#plan(bar, bar.opensAt, 6);
  }

  /** The price at a planned point; null where the bar may not be walked or another series took over. */
  stepAt(bar: Bar): PriceStep | null {
    if (!this.#series.chooses(bar)) return null;
    if (!this.#walk.hasBegun(bar) && !this.#walk.begin(bar)) return null;
    const step = this.nextStep();
    if (this.#hasPlannedPoint(bar)) this.#plan(bar, this.#walk.nextAt, 2);
    return step;
  }

  /** A bar comes itself; says whether its path goes on, from `nextStep`. */
  close(bar: Bar, now: Timestamp): boolean {
    if (!this.#series.chooses(bar)) return false;
    if (this.#closed === null || bar.closesAt > this.#closed.closesAt) {
      this.#closed = bar;
      this.#closedAt = now;
    }
    return this.#walk.hasBegun(bar) || this.#walk.begin(bar);
  }

  /** The next price of the path under way, or null at its end. */
  nextStep(): PriceStep | null {
    const { bar } = this.#walk;
    if (bar === null) return null;
    const { manner, at, price, from, size } = this.#walk.advance();
    this.#depth.showPart(size, bar.volume);
    if (price !== this.#price) this.#stay += 1;
    this.#price = price;
    return {
      manner,
      auction: null,
      at,
      buyAt: price,
      sellAt: price,
      from,
      buyStay: this.#stay,
      sellStay: this.#stay,
      depth: this.#depth,
      book: null,
      touch: { bid: null, ask: null, mid2: 2 * price, at },
    };
  }

  /** What an order may fill at that arrives at the instant a bar came, by the policy. */
  closingStep(now: Timestamp): PriceStep | null {
    const bar = this.#closed;
    const { fillAt } = this.#options.policy;
    if (bar === null || this.#closedAt !== now || fillAt === 'nextOpen') return null;
    const { bid, ask, close } = bar;
    const stays = { buyStay: this.#stay, sellStay: this.#stay };
    const print = {
      manner: 'print',
      auction: null,
      at: now,
      from: Number.NaN,
      ...stays,
      depth: this.#depth,
      book: null,
    } as const;
    const hasQuote = bid !== null && ask !== null;
    const touch = hasQuote
      ? { bid, ask, mid2: bid + ask, at: now }
      : { bid: null, ask: null, mid2: 2 * close, at: now };
    if (fillAt === 'thisClose') return { ...print, buyAt: close, sellAt: close, touch };
    return hasQuote ? { ...print, buyAt: ask, sellAt: bid, touch } : null;
  }

  /** The close of the last whole bar, as the price that a day closes with. */
  lastStep(now: Timestamp): PriceStep | null {
    const bar = this.#closed;
    if (bar === null) return null;
    const { close, closesAt } = bar;
    return {
      manner: 'cross',
      auction: 'closing',
      at: now,
      buyAt: close,
      sellAt: close,
      from: Number.NaN,
      buyStay: this.#stay,
      sellStay: this.#stay,
      depth: this.#depth,
      book: null,
      touch: { bid: null, ask: null, mid2: 2 * close, at: closesAt },
    };
  }

  /** The close is met when the bar itself comes, and planned only where that is later. */
  #hasPlannedPoint(bar: Bar): boolean {
    if (this.#walk.bar === null) return false;
    return !this.#walk.isAtLast || bar.availableAt > bar.closesAt;
  }

  #plan(bar: Bar, at: Timestamp, rank: 2 | 6): void {
    const { queue, index } = this.#options;
    queue.push({ at, rank, instrument: index, action: { type: 'barPoint', bar } });
  }
}
