import { BinaryWriter, Hash128, compareText } from 'argosy/core';

import type { AccountTermsState } from './account-terms.ts';
import type { Balance } from './balance-table.ts';
import type { Hold } from './hold-table.ts';
import type { Reservation } from './reservation-table.ts';

/** What the digest of books is taken over; balances, holds and terms come sorted. */
export type DigestedBooks = {
  readonly balances: readonly Balance[];
  readonly holds: readonly Hold[];
  /** Those that are open. */
  readonly reservations: readonly Reservation[];
  readonly terms: AccountTermsState;
};

/** A digest that is the same whatever order the books came about in. */
export function digestBooks({ balances, holds, reservations, terms }: DigestedBooks): string {
  const writer = new BinaryWriter();
  for (const { ledgerAccount, currency, debits, credits } of balances) {
    writer.text(ledgerAccount);
    writer.text(currency);
    writer.bigint(debits);
    writer.bigint(credits);
  }
  for (const { order, money, qty } of holds) {
    writer.text(order);
    writer.bigint(money.amount);
    writer.text(money.currency);
    writer.uint(qty);
  }
  for (const { account, reservation, left } of reservations.toSorted(byName)) {
    writer.text(account);
    writer.text(reservation);
    writer.bigint(left.amount);
    writer.text(left.currency);
  }
  writeTerms(writer, terms);
  const hash = new Hash128();
  hash.update(writer.view());
  return hash.digest();
}

function writeTerms(writer: BinaryWriter, { standings, floors }: AccountTermsState): void {
  for (const { account, status } of standings) {
    writer.text(account);
    writer.text(status);
  }
  for (const { account, floor } of floors) {
    writer.text(account);
    writer.bigint(floor.amount);
    writer.text(floor.currency);
  }
}

function byName(one: Reservation, other: Reservation): number {
  return compareText(nameOf(one), nameOf(other));
}

function nameOf({ account, reservation }: Reservation): string {
  return `${account} ${reservation}`;
}
