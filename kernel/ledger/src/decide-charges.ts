import {
  negateMoney,
  money,
  ok,
  toMinor,
  type AccountId,
  type Currency,
  type Result,
} from 'argosy/core';
import { COMMAND_CHARGES_MAX, type Charge, type Leg } from 'argosy/domain';

import { findOverflow } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** How many lines one entry of charges may have. */
export const CHARGE_LINES_MAX: number = COMMAND_CHARGES_MAX;

/** Charges that come apart from a fill, or what a contract note differs by from those of its fills. */
export type ChargesRequest = {
  readonly account: AccountId;
  /** The client's own id: the same one again does nothing. */
  readonly entry: string;
  readonly currency: Currency;
  /** Above zero is paid, below zero comes back. */
  readonly charges: readonly Charge[];
};

/**
 * Decides an entry of charges, a leg for each line. They are facts of the broker's: neither what is
 * free nor how the account stands is in their way. Null means that it is booked already.
 */
export function decideCharges(
  book: LedgerBook,
  { account, entry, currency, charges }: ChargesRequest,
): Result<EntryBody | null> {
  const flawed = findFlaw(charges);
  if (flawed !== null) return flawed;
  const { cash } = book.accountsOf(account);
  const paid = money(toMinor(charges.reduce((sum, { amount }) => sum + amount, 0n)), currency);
  const lines = charges.map(({ name, amount }) => ({
    ledgerAccount: book.chargesLineOf(account, name),
    amount: money(amount, currency),
  }));
  const legs: readonly Leg[] =
    paid.amount === 0n ? lines : [...lines, { ledgerAccount: cash, amount: negateMoney(paid) }];
  const body: EntryBody = { kind: 'entry', entry, account, purpose: 'charges', order: null, legs };
  const known = book.hasEntry(body);
  if (known === 'same') return ok(null);
  if (known === 'other') return refused('ENTRY_CONFLICT', entry);
  for (const { ledgerAccount, amount } of legs) {
    const overflow = findOverflow(amount, book.balance(ledgerAccount, currency));
    if (overflow !== null) return { ok: false, refusal: overflow };
  }
  return ok(body);
}

/**
 * What is still to be booked so that a day's charges are what its contract note says, line by line:
 * the day-end true-up. Lines that agree are left out.
 *
 * @example
 * computeTrueUp({ stated: note.lines, accrued: chargesOf(fills) }); // for `decideCharges`
 */
export function computeTrueUp({
  stated,
  accrued,
}: {
  readonly stated: readonly Charge[];
  readonly accrued: readonly Charge[];
}): readonly Charge[] {
  const sums = new Map<string, bigint>();
  for (const { name, amount } of stated) sums.set(name, (sums.get(name) ?? 0n) + amount);
  for (const { name, amount } of accrued) sums.set(name, (sums.get(name) ?? 0n) - amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .map(([name, amount]) => ({ name, amount: toMinor(amount) }));
}

function findFlaw(charges: readonly Charge[]): Result<never> | null {
  if (charges.length === 0) return refused('CHARGES_OF_NOTHING', 'no line');
  if (charges.length > CHARGE_LINES_MAX) {
    return refused('CHARGES_TOO_MANY', `${charges.length} lines, at most ${CHARGE_LINES_MAX}`);
  }
  const seen = new Set<string>();
  for (const { name, amount } of charges) {
    if (amount === 0n) return refused('CHARGES_OF_NOTHING', name);
    if (name === '' || name.includes('/') || seen.has(name)) {
      return refused('CHARGE_MISNAMED', `"${name}"`);
    }
    seen.add(name);
  }
  return null;
}
