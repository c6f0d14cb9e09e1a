import { negateMoney, ok, type AccountId, type Money, type Result } from 'argosy/core';

import { findOverflow } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** Cash that a broker has otherwise than the books. */
export type CorrectionRequest = {
  readonly account: AccountId;
  /** The sender's own id: the same one again does nothing. */
  readonly entry: string;
  /** Above zero the broker has more, below it has less. */
  readonly amount: Money;
};

/**
 * Decides the entry that brings cash to what the broker says it is. That is a fact, so no floor
 * stands in its way, only what a balance can hold; its other leg waits in suspense, so that nobody earns or loses by it before
 * its cause is known. Null means that it is booked already.
 */
export function decideCorrection(
  book: LedgerBook,
  { account, entry, amount }: CorrectionRequest,
): Result<EntryBody | null> {
  if (amount.amount === 0n) return refused('TRANSFER_OF_NOTHING', entry);
  const { cash, suspense } = book.accountsOf(account);
  const legs = [
    { ledgerAccount: cash, amount },
    { ledgerAccount: suspense, amount: negateMoney(amount) },
  ];
  const body = { kind: 'entry', entry, account, purpose: 'suspense', order: null, legs } as const;
  const known = book.hasEntry(body);
  if (known === 'other') return refused('ENTRY_CONFLICT', entry);
  if (known === 'same') return ok(null);
  for (const leg of legs) {
    const overflow = findOverflow(leg.amount, book.balance(leg.ledgerAccount, amount.currency));
    if (overflow !== null) return { ok: false, refusal: overflow };
  }
  return ok(body);
}
