import { brand, type SessionClock, type Timestamp } from 'argosy/core';
import { barSpanMicros, type Bar, type BarSpec } from 'argosy/domain';

/** The interval of one time bar; `opensAt` belongs to it, `closesAt` does not. */
export type BarSpan = { readonly opensAt: number; readonly closesAt: number };

/**
 * Where time bars begin and end: they step from the opening of a session and end with it at the
 * latest, so the last one of a session may be shorter. Days are the trading days of the calendar,
 * from the first opening to the last close; several days are counted from 1970-01-01.
 *
 * @example
 * new BarGrid(clock, spec).spanAt(at); // null where the exchange is closed
 */
export class BarGrid {
  readonly #clock: SessionClock;
  readonly #span: number;
  readonly #days: number;

  constructor(clock: SessionClock, spec: BarSpec) {
    this.#clock = clock;
    this.#span = barSpanMicros(spec);
    this.#days = spec.unit === 'DAY' ? spec.step : 0;
  }

  /** The bar an instant falls in; null outside every open session. */
  spanAt(at: number): BarSpan | null {
    const session = this.#clock.sessionAt(brand<Timestamp>(at));
    if (session === null || session.phase !== 'open') return null;
    if (this.#days > 0) return this.#daysAround(session.day);
    const { from, until } = session;
    const opensAt = at - ((at - from) % this.#span);
    return { opensAt, closesAt: Math.min(opensAt + this.#span, until) };
  }

  /** The instant that places a finer bar: its opening, or the first open instant it covers. */
  placeOf({ opensAt, closesAt }: Bar): number | null {
    if (this.#clock.isOpen(opensAt)) return opensAt;
    let place = Number.POSITIVE_INFINITY;
    const last = this.#clock.tradingDay(closesAt) + 1;
    for (let day = this.#clock.tradingDay(opensAt) - 1; day <= last; day += 1) {
      for (const { phase, from } of this.#clock.sessionsOf(day)) {
        if (phase === 'open' && from > opensAt && from < place) place = from;
      }
      if (place < closesAt) return place;
    }
    return null;
  }

  #daysAround(day: number): BarSpan | null {
    const first = Math.floor(day / this.#days) * this.#days;
    let opensAt = Number.POSITIVE_INFINITY;
    for (let each = first; opensAt === Number.POSITIVE_INFINITY && each <= day; each += 1) {
      for (const { phase, from } of this.#clock.sessionsOf(each)) {
        if (phase === 'open' && from < opensAt) opensAt = from;
      }
    }
    let closesAt = Number.NEGATIVE_INFINITY;
    let each = first + this.#days - 1;
    for (; closesAt === Number.NEGATIVE_INFINITY && each >= day; each -= 1) {
      for (const { phase, until } of this.#clock.sessionsOf(each)) {
        if (phase === 'open' && until > closesAt) closesAt = until;
      }
    }
    return { opensAt, closesAt };
  }
}
