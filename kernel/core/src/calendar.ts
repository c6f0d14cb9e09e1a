import type { Micros, Timestamp } from './amounts.ts';
import { brand } from './brand.ts';
import { coreError } from './errors.ts';
import type { CalendarId } from './ids.ts';
import {
  SessionTable,
  type DatedSession,
  type SessionPhase,
  type TradingCalendar,
} from './session-table.ts';
import { formatTimestamp, MICROS_PER_DAY } from './time.ts';

/** A stretch of one phase, or of none; `from` belongs to it, `until` does not. */
export type SessionInterval = {
  readonly phase: SessionPhase | null;
  readonly from: Timestamp;
  readonly until: Timestamp;
};

/** How many days a search goes before it gives up; longer stretches are cut at multiples of it. */
export const SEARCH_DAYS_MAX = 400;
const SEARCH_MICROS_MAX = SEARCH_DAYS_MAX * MICROS_PER_DAY;

type Stretch = { readonly from: number; readonly until: number; readonly value: number };
const nowhere: Stretch = { from: 0, until: 0, value: 0 };

/**
 * A trading calendar that answers for any instant, fastest for instants near the last one asked.
 *
 * @example
 * const clock = new SessionClock(nseEquity);
 * clock.isOpen(unwrap(parseTimestamp('2026-11-20T10:00:00+05:30')).at); // true
 */
export class SessionClock {
  readonly id: CalendarId;
  readonly #table: SessionTable;
  #interval: SessionInterval;
  #tradingDay: Stretch = nowhere;
  #nextOpen: Stretch = nowhere;
  #nextClose: Stretch = nowhere;

  constructor(calendar: TradingCalendar) {
    this.id = calendar.id;
    this.#table = new SessionTable(calendar);
    this.#interval = this.#find(0);
  }

  /** The phase at an instant; null outside every session. */
  phaseAt(at: Timestamp): SessionPhase | null {
    return this.intervalAt(at).phase;
  }

  /** Whether orders trade at this instant. */
  isOpen(at: Timestamp): boolean {
    return this.intervalAt(at).phase === 'open';
  }

  /** The whole stretch of one phase around an instant; days that touch are one stretch. */
  intervalAt(at: Timestamp): SessionInterval {
    const interval = this.#interval;
    if (at >= interval.from && at < interval.until) return interval;
    this.#interval = this.#find(at);
    return this.#interval;
  }

  /** The first instant after this one at which an open session begins. */
  nextOpen(at: Timestamp): Timestamp {
    const known = this.#nextOpen;
    if (at >= known.from && at < known.until) return brand<Timestamp>(known.value);
    const value = this.#search(at, (before, after) => before !== 'open' && after === 'open');
    this.#nextOpen = { from: at, until: value, value };
    return brand<Timestamp>(value);
  }

  /** The first instant after this one at which an open session ends. */
  nextClose(at: Timestamp): Timestamp {
    const known = this.#nextClose;
    if (at >= known.from && at < known.until) return brand<Timestamp>(known.value);
    const value = this.#search(at, (before, after) => before === 'open' && after !== 'open');
    this.#nextClose = { from: at, until: value, value };
    return brand<Timestamp>(value);
  }

  /** The day whose session this instant is in, however late it ends; outside, the local day. */
  tradingDay(at: Timestamp): number {
    const known = this.#tradingDay;
    if (at >= known.from && at < known.until) return known.value;
    const session = this.#table.sessionAt(at);
    if (session === null) return this.#table.dayAt(at);
    const from = this.#table.edgeUpTo(at);
    this.#tradingDay = { from, until: this.#table.edgeAfter(at), value: session.day };
    return session.day;
  }

  /** The window of the calendar around an instant; null outside every session. */
  sessionAt(at: Timestamp): DatedSession | null {
    return this.#table.sessionAt(at);
  }

  /** The windows of a trading day, as the calendar lists them; none on a holiday. */
  sessionsOf(day: number): readonly DatedSession[] {
    return this.#table.sessionsOf(day);
  }

  /** How far the exchange's clock is ahead of UTC. */
  offsetAt(at: Timestamp): Micros {
    return this.#table.offsetAt(at);
  }

  #search(at: Timestamp, isFound: (before: Phase, after: Phase) => boolean): number {
    let interval = this.intervalAt(at);
    while (interval.until - at <= SEARCH_MICROS_MAX) {
      const next = this.#find(interval.until);
      if (isFound(interval.phase, next.phase)) return next.from;
      interval = next;
    }
    const reach = `${SEARCH_DAYS_MAX} days after ${formatTimestamp(at)}`;
    throw coreError('SESSION_NOT_FOUND', `${this.id} within ${reach}`);
  }

  /**
   * A stretch longer than the search reaches is cut at whole multiples of that reach, so that the
   * answer never depends on what was asked before.
   */
  #find(at: number): SessionInterval {
    const phase = this.#phaseAt(at);
    const from = this.#startOf(at, phase);
    const until = this.#endOf(at, phase);
    const isLong = until - from > SEARCH_MICROS_MAX;
    const cut = Math.floor(at / SEARCH_MICROS_MAX) * SEARCH_MICROS_MAX;
    return {
      phase,
      from: brand<Timestamp>(isLong ? Math.max(from, cut) : from),
      until: brand<Timestamp>(isLong ? Math.min(until, cut + SEARCH_MICROS_MAX) : until),
    };
  }

  #startOf(at: number, phase: Phase): number {
    let start = this.#table.edgeUpTo(at);
    while (at - start <= SEARCH_MICROS_MAX && this.#phaseAt(start - 1) === phase) {
      start = this.#table.edgeUpTo(start - 1);
    }
    return start;
  }

  #endOf(at: number, phase: Phase): number {
    let end = this.#table.edgeAfter(at);
    while (end - at <= SEARCH_MICROS_MAX && this.#phaseAt(end) === phase) {
      end = this.#table.edgeAfter(end);
    }
    return end;
  }

  #phaseAt(at: number): Phase {
    return this.#table.sessionAt(at)?.phase ?? null;
  }
}

type Phase = SessionPhase | null;
