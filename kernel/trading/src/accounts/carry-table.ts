import { parseDay, type AccountId } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';

/** The day of the last night that is booked for an account, counted from 1970. */
export type NotedNight = readonly [AccountId, number];

/** How long the text of a day is. */
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Up to which night what it costs is booked: a fold of entries. */
export class CarryTable {
  readonly #days = new Map<AccountId, number>();

  /** Folds an entry in. */
  apply({ account, entry, purpose }: EntryEvent): void {
    if (purpose !== 'carry') return;
    const day = parseDay(entry.slice(-DAY_LENGTH));
    if (day.ok) this.#days.set(account, day.value);
  }

  /** The day of the last night that is booked; undefined before the first. */
  lastNight(account: AccountId): number | undefined {
    return this.#days.get(account);
  }

  /** The state as plain data. */
  exportState(): readonly NotedNight[] {
    return [...this.#days];
  }

  /** Takes the place of all that was noted so far. */
  importState(state: readonly NotedNight[]): void {
    this.#days.clear();
    for (const [account, day] of state) this.#days.set(account, day);
  }
}
