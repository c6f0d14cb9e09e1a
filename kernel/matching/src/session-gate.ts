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
