import { MICROS_PER_DAY, type AccountId, type Timestamp } from 'argosy/core';

/** What accounts' positions would have gained when the day began, as plain data. */
export type DayStartState = {
  readonly day: number | null;
  readonly unrealised: readonly (readonly [AccountId, bigint])[];
};

/**
 * What the open positions of each account would have gained when its day began, so that a day's loss
 * is of that day. It is made of prices and is forgotten like these: after a start within the day, what
 * positions have gained since they were opened counts as the day's.
 */
export class DayStart {
  readonly #offset: number;
  readonly #unrealised = new Map<AccountId, bigint>();
  #day: number | null = null;
  #nextAt = Number.NEGATIVE_INFINITY;

  /** `offset` is how far before midnight UTC a day ends. */
  constructor(offset: number) {
    this.#offset = offset;
  }

  /** Whether an instant is in a day that has not been begun. */
  isOver(now: Timestamp): boolean {
    return now >= this.#nextAt;
  }

  /** Begins the day of an instant; of the first one that is seen nobody knows how it began. */
  begin(now: Timestamp, unrealised: () => Iterable<readonly [AccountId, bigint]>): void {
    const isFirst = this.#day === null;
    this.#setDay(Math.floor((now + this.#offset) / MICROS_PER_DAY));
    this.#unrealised.clear();
    if (isFirst) return;
    for (const [account, gain] of unrealised()) this.#unrealised.set(account, gain);
  }

  /** What an account's positions would have gained then. */
  unrealised(account: AccountId): bigint {
    return this.#unrealised.get(account) ?? 0n;
  }

  /** The state as plain data. */
  exportState(): DayStartState {
    return { day: this.#day, unrealised: [...this.#unrealised] };
  }

  /** Takes the place of what was noted so far. */
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
    this.#nextAt = (day + 1) * MICROS_PER_DAY - this.#offset;
  }
}
