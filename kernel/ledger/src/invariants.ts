import { maxBigint } from 'argosy/core';

import { cashText } from './hold-table.ts';
import type { LedgerBook } from './ledger-book.ts';

/** A rule that does not hold, with the numbers. */
export type Violation = { readonly id: string; readonly detail: string };

/**
 * Checks the books: I1 every currency sums to zero; I2 each balance is the difference of its two
 * sides; I3 no decision of ours has left an account under its floor of zero free cash (a broker's
 * fill may); I11 what is held is the sum of the open holds, and of the open reservations.
 */
export function checkInvariants(book: LedgerBook): readonly Violation[] {
  return [...checkZeroSum(book), ...checkSides(book), ...checkFloor(book), ...checkHolds(book)];
}

function checkZeroSum(book: LedgerBook): Violation[] {
  return [...book.trialBalance()]
    .filter(([, sum]) => sum !== 0n)
    .map(([currency, sum]) => ({ id: 'I1', detail: `${currency} is off by ${sum} minor units` }));
}

function checkSides(book: LedgerBook): Violation[] {
  return book
    .balances()
    .filter(({ debits, credits, balance }) => debits - credits !== balance)
    .map(({ ledgerAccount, currency, debits, credits, balance }) => ({
      id: 'I2',
      detail: `${ledgerAccount} shows ${balance} of ${currency}, its sides ${debits} and ${credits}`,
    }));
}

function checkFloor(book: LedgerBook): Violation[] {
  return book.floorBreach === null ? [] : [{ id: 'I3', detail: book.floorBreach }];
}

function checkHolds(book: LedgerBook): Violation[] {
  const kept = book.holdSums();
  const summed = sumHolds(book);
  return [
    ...compareSums(kept.cash, summed.cash),
    ...compareSums(kept.qty, summed.qty),
    ...compareSums(book.reservationSums(), sumReservations(book)),
  ];
}

type Sums = ReadonlyMap<string, bigint>;

function compareSums(kept: Sums, summed: Sums): Violation[] {
  return [...new Set([...kept.keys(), ...summed.keys()])]
    .filter((name) => (kept.get(name) ?? 0n) !== (summed.get(name) ?? 0n))
    .map((name) => {
      const [shown, sum] = [kept.get(name) ?? 0n, summed.get(name) ?? 0n];
      return { id: 'I11', detail: `${name} shows ${shown} held, its holds sum to ${sum}` };
    });
}

/** Of each group the largest, then the sum: written apart from the table on purpose. */
function sumHolds(book: LedgerBook): { readonly cash: Sums; readonly qty: Sums } {
  const cash = new Map<string, Map<string, bigint>>();
  const qty = new Map<string, Map<string, bigint>>();
  for (const { order, account, money, qty: held, group, position } of book.holds()) {
    const sharer = group ?? order;
    raise(cash, [cashText(account, money.currency), sharer], money.amount);
    if (position !== null) raise(qty, [position, sharer], BigInt(held));
  }
  return { cash: sumGroups(cash), qty: sumGroups(qty) };
}

function sumReservations(book: LedgerBook): Sums {
  const sums = new Map<string, bigint>();
  for (const { account, left } of book.openReservations()) {
    const name = cashText(account, left.currency);
    sums.set(name, (sums.get(name) ?? 0n) + left.amount);
  }
  return sums;
}

function raise(
  sums: Map<string, Map<string, bigint>>,
  [name, sharer]: readonly [string, string],
  amount: bigint,
): void {
  const groups = sums.get(name) ?? new Map<string, bigint>();
  sums.set(name, groups);
  groups.set(sharer, maxBigint(groups.get(sharer) ?? 0n, amount));
}

function sumGroups(sums: ReadonlyMap<string, ReadonlyMap<string, bigint>>): Sums {
  const totals = new Map<string, bigint>();
  for (const [name, groups] of sums) {
    totals.set(
      name,
      [...groups.values()].reduce((sum, amount) => sum + amount, 0n),
    );
  }
  return totals;
}
