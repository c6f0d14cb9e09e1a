import {
  formatScaledBigint,
  negateMoney,
  ok,
  type AccountId,
  type Money,
  type Result,
} from 'argosy/core';

import { findOverflow } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { findStatusFlaw } from './decide-terms.ts';
import { refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** A deposit or withdrawal that somebody asks for. */
export type TransferRequest = {
  readonly account: AccountId;
  /** The client's own id: the same one again does nothing. */
  readonly entry: string;
  /** Above zero a deposit, below a withdrawal. */
  readonly amount: Money;
  /** The decimals of its currency in the books, for the text of a refusal. */
  readonly scale: number;
  /** What may be withdrawn where that is not the free cash: free margin. */
  readonly available?: bigint;
};

/**
 * Decides a deposit or withdrawal. Null means that it is booked already; the same id with another
 * content is refused, and so is a withdrawal of more than the free cash.
 */
export function decideTransfer(
  book: LedgerBook,
  { account, entry, amount, scale, available }: TransferRequest,
): Result<EntryBody | null> {
  if (amount.amount === 0n) return refused('TRANSFER_OF_NOTHING', entry);
  const names = book.accountsOf(account);
  const body: EntryBody = {
    kind: 'entry',
    entry,
    account,
    purpose: amount.amount > 0n ? 'deposit' : 'withdrawal',
    order: null,
    legs: [
      { ledgerAccount: names.cash, amount },
      { ledgerAccount: names.capital, amount: negateMoney(amount) },
    ],
  };
  const known = book.hasEntry(body);
  if (known === 'same') return ok(null);
  if (known === 'other') return refused('ENTRY_CONFLICT', entry);
  const flaw =
    findStatusFlaw(book, account, amount.amount > 0n ? 'in' : 'out') ??
    findOverflow(amount, book.cash(account, amount.currency));
  if (flaw !== null) return { ok: false, refusal: flaw };
  const withdrawn = 0n - amount.amount;
  const free = available ?? book.freeCash(account, amount.currency);
  if (withdrawn <= 0n || withdrawn <= free) return ok(body);
  const [wanted, left] = [withdrawn, free].map((value) => formatScaledBigint(value, scale));
  const detail = `withdraws ${wanted} ${amount.currency}, free ${left}`;
  return refused('INSUFFICIENT_FREE_CASH', detail);
}
