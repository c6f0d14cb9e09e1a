import {
  MICROS_PER_DAY,
  dayNumber,
  toTimestamp,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';

/** What a session lets an arriving order do: trade, wait for the open, or nothing. */
export type SessionGatePhase = 'open' | 'preOpen' | 'closed';

/** A trading calendar, asked the venue's questions. */
export class SessionGate {
  readonly #clock: SessionClock;

  constructor(clock: SessionClock) {
    this.#clock = clock;
  }

  /** The phase at an instant. */
  phaseAt(at: Timestamp): SessionGatePhase {
    const { phase } = this.#clock.intervalAt(at);
    return phase === 'open' || phase === 'preOpen' ? phase : 'closed';
  }

  /** When the session of an instant inside it began. */
  openSince(at: Timestamp): Timestamp {
    return this.#clock.intervalAt(at).from;
  }

  /**
   * When a DAY order that arrives now ends: at the last close of its trading day, which is the next
   * one for an order that comes after the close. Where trading never pauses, at local midnight.
   */
  dayEndAt(at: Timestamp): Timestamp {
    const { phase, from, until } = this.#clock.intervalAt(at);
    const isOpen = phase === 'open';
    if (isOpen && until - from > MICROS_PER_DAY) return this.#midnightAfter(at, until);
    const opensAt = isOpen ? from : this.#clock.nextOpen(at);
    const day = this.#clock.tradingDay(opensAt);
    let close = isOpen ? until : this.#clock.nextClose(opensAt);
    for (let next = this.#clock.nextOpen(close); this.#clock.tradingDay(next) === day;) {
      close = this.#clock.nextClose(next);
      next = this.#clock.nextOpen(close);
    }
    return close;
  }

  #midnightAfter(at: Timestamp, until: Timestamp): Timestamp {
    const offset = this.#clock.offsetAt(at);
    const midnight = (dayNumber(at, offset) + 1) * MICROS_PER_DAY - offset;
    return toTimestamp(Math.min(midnight, until));
  }
}
