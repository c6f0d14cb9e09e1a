import type { AccountId, Currency } from 'argosy/core';
import type { EquityEvent } from 'argosy/domain';

import { limitDayOf } from './limit-day.ts';

/** What was noted of an account last, and in which day, counted from 1970. */
export type NotedEquity = Pick<EquityEvent, 'account' | 'point' | 'gain'> & {
  readonly day: number;
};

/**
 * The points that losses are counted from, as they were said: a fold of events. Days end `dayOffset`
 * before midnight UTC.
 */
export class EquityTable {
  readonly #dayOffset: number;
  readonly #heights = new Map<AccountId, NotedEquity>();
  readonly #dayStarts = new Map<AccountId, NotedEquity>();
  readonly #touched = new Set<AccountId>();

  constructor(dayOffset: number) {
    this.#dayOffset = dayOffset;
  }

  /** Folds an event in. */
  apply({ account, point, gain, receivedAt }: EquityEvent): void {
    const day = limitDayOf(receivedAt, this.#dayOffset);
    this.#keep({ account, point, gain, day });
  }

  /** The most that an account was ever noted to have gained; it opened with nothing. */
  height(account: AccountId, base: Currency): bigint {
    const noted = this.#heights.get(account);
    return noted?.gain.currency === base ? noted.gain.amount : 0n;
  }

  /** What its positions would have gained as a day began; null where nothing was noted in that day. */
  dayStart(account: AccountId, base: Currency, day: number): bigint | null {
    const noted = this.#dayStarts.get(account);
    return noted?.day === day && noted.gain.currency === base ? noted.gain.amount : null;
  }

  /** Remembers that something was booked in an account. */
  touch(account: AccountId): void {
    this.#touched.add(account);
  }

  /** Whether something was booked in it since that was last forgotten. */
  isTouched(account: AccountId): boolean {
    return this.#touched.has(account);
  }

  /** Forgets in which accounts something was booked. */
  forgetTouched(): void {
    this.#touched.clear();
  }

  /** The state as plain data. */
  exportState(): readonly NotedEquity[] {
    return [...this.#heights.values(), ...this.#dayStarts.values()];
  }

  /** Takes the place of all that was noted so far. */
  importState(state: readonly NotedEquity[]): void {
    this.#heights.clear();
    this.#dayStarts.clear();
    this.#touched.clear();
    for (const noted of state) this.#keep(noted);
  }

  #keep(noted: NotedEquity): void {
    const of = noted.point === 'height' ? this.#heights : this.#dayStarts;
    of.set(noted.account, noted);
  }
}
