import {
  MICROS_PER_DAY,
  dayNumber,
  toTimestamp,
  type Micros,
  type SessionClock,
  type SessionPhase,
  type Timestamp,
} from 'argosy/core';

import type { AuctionKind } from './auction-kind.ts';

/** What goes on at an instant by the calendar alone. */
export type SessionGatePhase = SessionPhase | 'closed';

/** A trading calendar, asked the venue's questions. */
export class SessionGate {
  readonly #clock: SessionClock;

  constructor(clock: SessionClock) {
    this.#clock = clock;
  }

  /** The phase at an instant. */
  phaseAt(at: Timestamp): SessionGatePhase {
    return this.#clock.intervalAt(at).phase ?? 'closed';
  }

  /**
   * The first instant whose price an order that comes now may take: the open of its session. Where
   * trading never pauses a day begins behind local midnight, which still belongs to the day before.
   */
  pricedSince(at: Timestamp): number {
    const { from, until } = this.#clock.intervalAt(at);
    if (until - from <= MICROS_PER_DAY) return from;
    const justBefore = toTimestamp(at - 1);
    const offset = this.#clock.offsetAt(justBefore);
    const midnight = dayNumber(justBefore, offset) * MICROS_PER_DAY - offset;
    return midnight < from ? from : midnight + 1;
  }

  /** When the phase of an instant ends. */
  phaseEndsAt(at: Timestamp): Timestamp {
    return this.#clock.intervalAt(at).until;
  }

  /** When the session of an instant opened, or the phase that it is in; null where trading never pauses. */
  openedAt(at: Timestamp): Timestamp | null {
    const { from, until } = this.#clock.intervalAt(at);
    return until - from <= MICROS_PER_DAY ? from : null;
  }

  /** When the orders for the auction before an open were first collected; the open itself without one. */
  collectedSince(opensAt: Timestamp): Timestamp {
    let since = opensAt;
    for (;;) {
      const { phase, from } = this.#clock.intervalAt(toTimestamp(since - 1));
      if (phase !== 'preOpen' && phase !== 'matching') return since;
      since = from;
    }
  }

  /**
   * When orders for the next opening are first taken that come by now: with its auction, else with the open
   * itself; null where trading never pauses.
   */
  entersOpeningAt(at: Timestamp): Timestamp | null {
    const { phase, from, until } = this.#clock.intervalAt(at);
    if (phase === 'open' && until - from > MICROS_PER_DAY) return null;
    if (phase === 'preOpen') return at;
    const opensAt = this.#clock.nextOpen(at);
    let enters = this.collectedSince(opensAt);
    // The matching of a close may go on right before orders for the next open are collected.
    while (enters < opensAt && this.phaseAt(enters) !== 'preOpen') {
      enters = this.phaseEndsAt(enters);
    }
    return enters > at ? enters : opensAt;
  }

  /** The open that orders are for which leave at an instant: that one itself while trading goes on. */
  opensFrom(at: Timestamp): Timestamp {
    return this.phaseAt(at) === 'open' ? at : this.#clock.nextOpen(at);
  }

  /**
   * When orders for the close of their day are taken that come by now: with its auction; where there is none a
   * lead before the close. No sooner than now.
   */
  entersClosingAt(at: Timestamp, lead: Micros): Timestamp {
    const endsAt = this.dayEndAt(at);
    const day = this.#clock.tradingDay(toTimestamp(endsAt - 1));
    const lastClose = this.#closingOf(day)?.from ?? endsAt;
    const auction = this.#clock
      .sessionsOf(day)
      .find(({ phase, from }) => phase === 'closing' && from >= lastClose);
    return toTimestamp(Math.max(at, auction?.from ?? lastClose - lead));
  }

  /** Which auction of its day an instant is part of; null where it is none. */
  auctionAt(at: Timestamp): AuctionKind | null {
    const phase = this.phaseAt(at);
    if (phase === 'preOpen') return 'opening';
    if (phase === 'closing') return 'closing';
    if (phase !== 'matching') return null;
    const windows = this.#clock.sessionsOf(this.#clock.tradingDay(at));
    return windows.some((one) => one.phase === 'open' && one.until <= at) ? 'closing' : 'opening';
  }

  /** Whether two instants are of different trading days; so is any of none. */
  areDaysApart(one: number, other: Timestamp): boolean {
    if (!Number.isSafeInteger(one)) return true;
    return this.#clock.tradingDay(toTimestamp(one)) !== this.#clock.tradingDay(other);
  }

  /** Whether an instant is of the trading day that ends at another. */
  isOfDay(at: number, endsAt: Timestamp): boolean {
    const justBefore = toTimestamp(endsAt - 1);
    return !this.areDaysApart(Math.min(at, justBefore), justBefore);
  }

  /**
   * When a DAY order that arrives now ends: with the closing auction of its trading day, else at its
   * last close; that is the next one's for an order that comes after it. Where trading never pauses, at
   * local midnight.
   */
  dayEndAt(at: Timestamp): Timestamp {
    const { phase, from, until } = this.#clock.intervalAt(at);
    const isOpen = phase === 'open';
    if (isOpen && until - from > MICROS_PER_DAY) return this.#midnightAfter(at, until);
    const closing = isOpen ? null : this.#closingOf(this.#clock.tradingDay(at));
    if (closing !== null && at >= closing.from && at < closing.until) return closing.until;
    const opensAt = isOpen ? from : this.#clock.nextOpen(at);
    const day = this.#clock.tradingDay(opensAt);
    return this.#closingOf(day)?.until ?? this.#lastClose(isOpen ? until : null, opensAt);
  }

  /** The same where others trade at the closing price after the close: such an order ends with that session. */
  sessionEndAt(at: Timestamp): Timestamp {
    const { phase, until } = this.#clock.intervalAt(at);
    return phase === 'postClose' ? until : this.dayEndAt(at);
  }

  /** When an order for the next opening ends where it gets none: with the day of that opening. */
  openingEndAt(at: Timestamp): Timestamp {
    const { phase, from, until } = this.#clock.intervalAt(at);
    if (phase === 'open' && until - from > MICROS_PER_DAY) {
      return this.dayEndAt(this.dayEndAt(at));
    }
    return this.dayEndAt(this.#clock.nextOpen(at));
  }

  /** The last close of continuous trading on the day of a session; the first one may be known. */
  #lastClose(known: Timestamp | null, opensAt: Timestamp): Timestamp {
    const day = this.#clock.tradingDay(opensAt);
    let close = known ?? this.#clock.nextClose(opensAt);
    for (let next = this.#clock.nextOpen(close); this.#clock.tradingDay(next) === day;) {
      close = this.#clock.nextClose(next);
      next = this.#clock.nextOpen(close);
    }
    return close;
  }

  /** From the last close of a day until the end of its closing auction; null where it has none. */
  #closingOf(day: number): { readonly from: number; readonly until: Timestamp } | null {
    const windows = this.#clock.sessionsOf(day);
    const opens = windows.filter(({ phase }) => phase === 'open').map(({ until }) => until);
    const from = Math.max(...opens);
    const ends = windows
      .filter((one) => one.from >= from && (one.phase === 'closing' || one.phase === 'matching'))
      .map(({ until }) => until);
    return opens.length === 0 || ends.length === 0
      ? null
      : { from, until: toTimestamp(Math.max(...ends)) };
  }

  /** How far the exchange's clock is ahead of UTC. */
  offsetAt(at: Timestamp): Micros {
    return this.#clock.offsetAt(at);
  }

  #midnightAfter(at: Timestamp, until: Timestamp): Timestamp {
    const offset = this.#clock.offsetAt(at);
    const midnight = (dayNumber(at, offset) + 1) * MICROS_PER_DAY - offset;
    return toTimestamp(Math.min(midnight, until));
  }
}
