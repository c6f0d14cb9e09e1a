import type { AccountId, Currency } from 'argosy/core';

import type { LedgerBook } from './ledger-book.ts';

/** A rule that does not hold, with the numbers. */
export type Violation = { readonly id: string; readonly detail: string };

/**
 * Checks the books: I1 every currency sums to zero; I2 each balance is the difference of its two
 * sides; I3 no decision of ours has left an account under its floor of zero free cash (a broker's
 * fill may); I11 what is held is the sum of the open holds.
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
  const { cash, qty } = sumHolds(book);
  const violations: Violation[] = [];
  const kept = book.holdSums();
  const compare = (what: string, sum: bigint | number, shown: bigint | number): void => {
    if (sum === shown) return;
    violations.push({ id: 'I11', detail: `${what} shows ${shown} held, its holds sum to ${sum}` });
  };
  for (const [account, currencies] of kept.cash) {
    for (const [currency, held] of currencies) {
      const name = cashName(account, currency);
      compare(name, cash.get(name) ?? 0n, held);
      cash.delete(name);
    }
  }
  for (const [name, sum] of cash) compare(name, sum, 0n);
  for (const position of new Set([...kept.qty.keys(), ...qty.keys()])) {
    compare(position, qty.get(position) ?? 0, kept.qty.get(position) ?? 0);
  }
  return violations;
}

function sumHolds(book: LedgerBook): {
  readonly cash: Map<string, bigint>;
  readonly qty: Map<string, number>;
} {
  const cash = new Map<string, bigint>();
  const qty = new Map<string, number>();
  for (const hold of book.holds()) {
    const name = cashName(hold.account, hold.money.currency);
    cash.set(name, (cash.get(name) ?? 0n) + hold.money.amount);
    if (hold.position === null) continue;
    qty.set(hold.position, (qty.get(hold.position) ?? 0) + hold.qty);
  }
  return { cash, qty };
}

function cashName(account: AccountId, currency: Currency): string {
  return `${account} ${currency}`;
}
