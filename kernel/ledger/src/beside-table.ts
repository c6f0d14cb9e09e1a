import { money, toMinor, type Currency, type Minor, type Money } from 'argosy/core';

import { parseBeside, type Beside, type BesidePlace } from './ledger-accounts.ts';

/** A balance that stands beside an account's cash. */
export type BesideBalance = BesidePlace & { readonly money: Money };

type Row = {
  readonly place: BesidePlace;
  /** The balance itself, which goes on changing. */
  readonly sides: { readonly currency: Currency; readonly balance: bigint };
};

const none: readonly Row[] = [];
const nothing: readonly BesideBalance[] = [];

/**
 * What stands beside the cash of each account: what its trades have still to settle, what it has
 * borrowed, the interest due on that. Most accounts have nothing of it, and the others little; it
 * points into the balances, so that nothing is kept twice.
 */
export class BesideTable {
  readonly #rows = new Map<string, readonly Row[]>();
  #nextSettlement = Number.POSITIVE_INFINITY;

  /** The first day on which something settles; infinity where nothing does. */
  get nextSettlement(): number {
    return this.#nextSettlement;
  }

  /** What an account has in a currency, of one kind. */
  sum(account: string, kind: Beside, currency: Currency): bigint {
    let sum = 0n;
    for (const { place, sides } of this.#rows.get(account) ?? none) {
      if (place.kind === kind && sides.currency === currency) sum += sides.balance;
    }
    return sum;
  }

  /** What an account is still to receive. A day on which it pays does not lessen it. */
  receivable(account: string, currency: Currency): Minor {
    let sum = 0n;
    for (const { place, sides } of this.#rows.get(account) ?? none) {
      const isOurs = place.kind === 'unsettled' && sides.currency === currency;
      if (isOurs && sides.balance > 0n) sum += sides.balance;
    }
    return toMinor(sum);
  }

  /** All of an account, or what is of the kinds given, in the order in which it came. */
  of(account: string, kinds?: readonly Beside[]): readonly BesideBalance[] {
    const rows = this.#rows.get(account);
    if (rows === undefined) return nothing;
    return rows
      .filter(({ place }) => kinds === undefined || kinds.includes(place.kind))
      .map(({ place, sides: { balance, currency } }) => {
        return { ...place, money: money(toMinor(balance), currency) };
      });
  }

  /** What is still to settle, over all accounts. */
  unsettled(): readonly BesideBalance[] {
    return [...this.#rows.keys()].flatMap((account) => this.of(account, ['unsettled']));
  }

  /** Notes a new balance, if it is one that stands beside an account's cash. */
  note(ledgerAccount: string, sides: Row['sides']): void {
    const place = parseBeside(ledgerAccount);
    if (place === null) return;
    this.#rows.set(place.account, [...(this.#rows.get(place.account) ?? none), { place, sides }]);
    if (place.kind === 'unsettled') {
      this.#nextSettlement = Math.min(this.#nextSettlement, place.day);
    }
  }

  /** Forgets what has settled; false where there is something left of it, or it is none of these. */
  drop(ledgerAccount: string): boolean {
    const place = parseBeside(ledgerAccount);
    if (place?.kind !== 'unsettled') return false;
    const rows = this.#rows.get(place.account) ?? none;
    if (rows.some((row) => row.place.ledgerAccount === ledgerAccount && row.sides.balance !== 0n)) {
      return false;
    }
    const left = rows.filter((row) => row.place.ledgerAccount !== ledgerAccount);
    if (left.length === 0) this.#rows.delete(place.account);
    else this.#rows.set(place.account, left);
    this.#nextSettlement = this.#findNext();
    return true;
  }

  /** Forgets everything. */
  clear(): void {
    this.#rows.clear();
    this.#nextSettlement = Number.POSITIVE_INFINITY;
  }

  #findNext(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const rows of this.#rows.values()) {
      for (const { place } of rows)
        if (place.kind === 'unsettled') next = Math.min(next, place.day);
    }
    return next;
  }
}
