import {
  toMinor,
  compareText,
  type AccountId,
  type Currency,
  type Minor,
  type Money,
} from 'argosy/core';
import type { AccountStatus, Standing } from 'argosy/domain';

import type { FloorBody, StatusBody } from './bodies.ts';

/** What no decision may leave an account with less of, and why. */
export type Floor = Pick<FloorBody, 'account' | 'floor' | 'reason'>;

/** The terms of every account as plain data. */
export type AccountTermsState = {
  readonly standings: readonly Standing[];
  readonly floors: readonly Floor[];
};

/** How accounts stand, and the floors under their cash: a fold of status and floor events. */
export class AccountTerms {
  readonly #standings = new Map<AccountId, Standing>();
  readonly #floors = new Map<AccountId, Map<Currency, Floor>>();

  /** Folds an event in; an open account and a floor of nothing are what there is without one. */
  apply(event: StatusBody | FloorBody): void {
    if (event.kind === 'floor') this.#setFloor(event);
    else this.#setStanding(event);
  }

  /** How an account stands. */
  statusOf(account: AccountId): AccountStatus {
    return this.#standings.get(account)?.status ?? 'open';
  }

  /** The floor under an account's cash. */
  floor(account: AccountId, currency: Currency): Minor {
    return this.#floors.get(account)?.get(currency)?.floor.amount ?? toMinor(0n);
  }

  /** The floors under an account's cash, by currency. */
  floorsOf(account: AccountId): readonly Money[] {
    return [...(this.#floors.get(account)?.values() ?? [])].map(({ floor }) => floor);
  }

  /** Everything that is not as it is without an event, by account. */
  exportState(): AccountTermsState {
    const floors = [...this.#floors.values()].flatMap((byCurrency) => [...byCurrency.values()]);
    return {
      standings: [...this.#standings.values()].sort(byAccount),
      floors: floors.sort((one, other) => byAccount(one, other) || byCurrency(one, other)),
    };
  }

  /** Takes the place of all terms so far. */
  importState({ standings, floors }: AccountTermsState): void {
    this.#standings.clear();
    this.#floors.clear();
    for (const standing of standings) this.#setStanding(standing);
    for (const floor of floors) this.#setFloor(floor);
  }

  #setStanding({ account, status, reason }: Standing): void {
    if (status === 'open') this.#standings.delete(account);
    else this.#standings.set(account, { account, status, reason });
  }

  #setFloor({ account, floor, reason }: Floor): void {
    const floors = this.#floors.get(account) ?? new Map<Currency, Floor>();
    this.#floors.set(account, floors);
    if (floor.amount === 0n) floors.delete(floor.currency);
    else floors.set(floor.currency, { account, floor, reason });
  }
}

type Named = { readonly account: AccountId };

function byAccount(one: Named, other: Named): number {
  return compareText(one.account, other.account);
}

function byCurrency(one: Floor, other: Floor): number {
  return compareText(one.floor.currency, other.floor.currency);
}
