import { formatDay, negateMoney, toAccountId } from 'argosy/core';
import type { Leg } from 'argosy/domain';

import type { BesideBalance } from './beside-table.ts';
import type { EntryBody } from './bodies.ts';
import type { LedgerBook } from './ledger-book.ts';

/**
 * Decides what settles by a day: what trades have brought becomes cash, what they have cost is paid.
 * Nobody is asked, and however an account stands is not in the way. An entry for each account and
 * day; of nothing, too, so that the day is over.
 */
export function decideSettlement(
  book: LedgerBook,
  isDue: (of: BesideBalance) => boolean,
): readonly EntryBody[] {
  const byPlace = new Map<string, BesideBalance[]>();
  for (const one of book.beside.unsettled()) {
    if (!isDue(one)) continue;
    byPlace.set(one.ledgerAccount, [...(byPlace.get(one.ledgerAccount) ?? []), one]);
  }
  return [...byPlace.values()].flatMap(([first, ...others]) => {
    return first === undefined ? [] : [entryOf(book, first, others)];
  });
}

function entryOf(
  book: LedgerBook,
  first: BesideBalance,
  others: readonly BesideBalance[],
): EntryBody {
  const account = toAccountId(first.account);
  const { cash } = book.accountsOf(account);
  const legs: readonly Leg[] = [first, ...others].flatMap(({ ledgerAccount, money }) => [
    { ledgerAccount: cash, amount: money },
    { ledgerAccount, amount: negateMoney(money) },
  ]);
  const entry = `settlement/${formatDay(first.day)}`;
  return { kind: 'entry', entry, account, purpose: 'settlement', order: null, legs };
}
