import type { AccountId, Timestamp } from 'argosy/core';

import { limitDayBegins, limitDayOf } from './limit-day.ts';

/** What accounts' positions would have gained when the day began, as plain data. */
export type DayStartState = {
  readonly day: number | null;
  readonly unrealised: readonly (readonly [AccountId, bigint])[];
};

/**
 * What the open positions of each account would have gained when its day began, so that a day's loss
 * is of that day. It is made of prices and is forgotten like these, but for what was said of it.
 */
export class DayStart {
  readonly #offset: number;
  readonly #unrealised = new Map<AccountId, bigint>();
  #day: number | null = null;
  #nextAt = Number.NEGATIVE_INFINITY;

  /** `offset` is how far ahead of UTC the clock is that days go by. */
  constructor(offset: number) {
    this.#offset = offset;
  }

  /** The day that has begun, counted from 1970; null before the first one. */
  get day(): number | null {
    return this.#day;
  }

  /** Whether an instant is in a day that has not been begun. */
  isOver(now: Timestamp): boolean {
    return now >= this.#nextAt;
  }

  /** Begins the day of an instant, and gives it. */
  begin(now: Timestamp): number {
    const day = limitDayOf(now, this.#offset);
    this.#setDay(day);
    this.#unrealised.clear();
    return day;
  }

  /** Keeps what an account's positions would have gained then. */
  keep(account: AccountId, unrealised: bigint): void {
    this.#unrealised.set(account, unrealised);
  }

  /** What they would have gained; null while that is not known. */
  unrealised(account: AccountId): bigint | null {
    return this.#unrealised.get(account) ?? null;
  }

  /** The state as plain data. */
  exportState(): DayStartState {
    return { day: this.#day, unrealised: [...this.#unrealised] };
  }

  /** Takes the place of what was kept so far. */
  importState({ day, unrealised }: DayStartState): void {
    this.#unrealised.clear();
    for (const [account, gain] of unrealised) this.#unrealised.set(account, gain);
    if (day === null) {
      this.#day = null;
      this.#nextAt = Number.NEGATIVE_INFINITY;
    } else this.#setDay(day);
  }

  #setDay(day: number): void {
    this.#day = day;
    this.#nextAt = limitDayBegins(day + 1, this.#offset);
  }
}
