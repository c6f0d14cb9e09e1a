import type { Timestamp } from 'argosy/core';

import type { SessionGate } from '../session-gate.ts';

/** The last price of the trading day before, as the prices come. */
export class DayReference {
  readonly #gate: SessionGate;
  #reference: number;
  #last: number;
  #dayEndsAt: number = Number.NEGATIVE_INFINITY;

  /** What the day before the first closed with; NaN where nobody knows. */
  constructor(gate: SessionGate, before: number) {
    this.#gate = gate;
    this.#reference = before;
    this.#last = before;
  }

  /** What the day before closed with; NaN where nobody knows. */
  get reference(): number {
    return this.#reference;
  }

  /** Whether a day has begun since the last time this was asked, or a price was noted. */
  begin(now: Timestamp): boolean {
    if (now < this.#dayEndsAt) return false;
    this.#reference = this.#last;
    this.#dayEndsAt = this.#gate.dayEndAt(now);
    return true;
  }

  /** Takes a price in; says whether a day begins with it. */
  note(price: number, now: Timestamp): boolean {
    const isNew = this.begin(now);
    this.#last = price;
    return isNew;
  }
}
