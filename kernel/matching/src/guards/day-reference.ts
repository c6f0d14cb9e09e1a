import { toTimestamp, type Timestamp } from 'argosy/core';
import { mapPrice, type Adjustment, type PriceMap } from 'argosy/domain';

import type { SessionGate } from '../session-gate.ts';

/** The last price of the trading day before, as the prices come. */
export class DayReference {
  readonly #gate: SessionGate;
  #reference: number;
  #last: number;
  /** The instants that the two are of. */
  #referenceAt: number = Number.NEGATIVE_INFINITY;
  #lastAt: number = Number.NEGATIVE_INFINITY;
  /** When the day before ended, and when the one under way ends. */
  #begunAt: number = Number.NEGATIVE_INFINITY;
  #endsAt: number = Number.NEGATIVE_INFINITY;

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

  /** When the day under way ends. */
  get endsAt(): number {
    return this.#endsAt;
  }

  /** Whether a day has begun since the last time this was asked, or a price was noted. */
  begin(now: Timestamp): boolean {
    if (now < this.#endsAt) return false;
    this.#reference = this.#last;
    this.#referenceAt = this.#lastAt;
    this.#begunAt = this.#endsAt;
    this.#endsAt = this.#gate.dayEndAt(now);
    return true;
  }

  /**
   * Takes a price in; says whether the reference may be another. A price of the very end of a day is its
   * close, as that of its last bar is, unless it `opens` the next; so is one that is told later.
   */
  note(price: number, at: Timestamp, opens: boolean = false): boolean {
    const isClose = !opens && at <= this.#begunAt;
    const isNew = !isClose && this.begin(opens ? at : toTimestamp(at - 1));
    this.#last = price;
    this.#lastAt = at;
    if (isClose) [this.#reference, this.#referenceAt] = [price, at];
    return isNew || isClose;
  }

  /** Says what is of before an action in prices of now; whether the reference is another by it. */
  adjust(adjustment: Adjustment): boolean {
    const { eventAt } = adjustment;
    if (this.#lastAt < eventAt) this.#last = adjustedPrice(adjustment, this.#last);
    if (this.#referenceAt >= eventAt) return false;
    this.#reference = adjustedPrice(adjustment, this.#reference);
    return true;
  }
}

/** A price of before in prices of now; NaN where none was known. */
export function adjustedPrice(map: PriceMap, price: number): number {
  return Number.isNaN(price) ? price : mapPrice(map, price);
}
