import {
  formatScaledBigint,
  negateMoney,
  ok,
  type AccountId,
  type Currency,
  type Money,
  type Refusal,
  type Result,
} from 'argosy/core';

import { findOverflow } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { findStatusFlaw } from './decide-terms.ts';
import { refusal, refused } from './errors.ts';
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

/** What somebody asks to take out of an account, and what it has free. */
export type Lack = {
  readonly account: AccountId;
  readonly currency: Currency;
  /** What would be done with it: withdraws, reserves, repays. */
  readonly verb: string;
  readonly asked: bigint;
  readonly free: bigint;
  readonly scale: number;
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
  if (withdrawn <= 0n) return ok(body);
  if (withdrawn <= free - book.receiptsIn(account, amount.currency)) return ok(body);
  return {
    ok: false,
    refusal: lackOf(book, {
      account,
      verb: 'withdraws',
      asked: withdrawn,
      free,
      scale,
      currency: amount.currency,
    }),
  };
}

/** Says what an account lacks for money that is to leave it: cash, or only its settlement. */
export function lackOf(book: LedgerBook, lack: Lack): Refusal {
  const { account, currency, verb, asked, free, scale } = lack;
  const waits = book.receiptsIn(account, currency);
  const [wanted, left, settled] = [asked, free, free - waits].map((value) =>
    formatScaledBigint(value, scale),
  );
  if (asked > free) {
    return refusal('INSUFFICIENT_FREE_CASH', `${verb} ${wanted} ${currency}, free ${left}`);
  }
  return refusal(
    'UNSETTLED_CASH',
    `${verb} ${wanted} ${currency}, free ${left}, settled of it ${settled}`,
  );
}
